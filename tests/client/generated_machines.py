"""Machines with all the oddities that files of people have, from a seeded generator."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.client.machine import CONFIG, CREDENTIALS

NAMES = ("default", "ws", "dev", "워크샵", "a b", "x@y.z", "profile ws", "profile.ws")
SESSIONS = ("one", "two")
URLS = ("https://one.awsapps.com/start", "https://two.awsapps.com/start/#")
LOGINS = ("arn:aws:iam::111122223333:user/kim", "arn:aws:iam::444455556666:user/lee")
TOKEN = "/home/kim/token"
_KEY_IDS, _SECRETS = ("AKIAONE", "AKIATWO", "ASIATHREE"), ("s3cret/one+", "secret#two;", "three")
_ROLES = ("arn:aws:iam::111122223333:role/One", "arn:aws:iam::111122223333:role/Two")
_REGIONS = ("us-east-1", "ap-northeast-2", "us_east_1")

# What may stand under a profile, with the values of each key.
_KINDS: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = (
    (("aws_access_key_id", _KEY_IDS), ("aws_secret_access_key", _SECRETS)),
    (("aws_access_key_id", _KEY_IDS), ("aws_secret_access_key", _SECRETS)),
    (("aws_access_key_id", _KEY_IDS), ("aws_secret_access_key", _SECRETS), ("aws_session_token", ("t1", "t2"))),
    (("aws_access_key_id", _KEY_IDS), ("aws_secret_access_key", _SECRETS), ("aws_security_token", ("t3",))),
    (("aws_access_key_id", _KEY_IDS),),
    (("aws_secret_access_key", _SECRETS),),
    (("role_arn", _ROLES), ("source_profile", NAMES)),
    (("role_arn", _ROLES), ("source_profile", ("default", "ws")), ("mfa_serial", ("arn:mfa",))),
    (
        ("role_arn", _ROLES),
        ("credential_source", ("Environment", "EcsContainer", "Ec2InstanceMetadata", "environment")),
    ),
    (("credential_source", ("Environment", "Ec2InstanceMetadata")),),
    (("role_arn", _ROLES), ("web_identity_token_file", (TOKEN, "/home/kim/nowhere"))),
    (("credential_process", ("vend one", "vend two --x=y")),),
    (("sso_start_url", URLS), ("sso_region", _REGIONS), ("sso_account_id", ("1", "2")), ("sso_role_name", ("Dev",))),
    (("sso_session", (*SESSIONS, "three")), ("sso_account_id", ("1", "2")), ("sso_role_name", ("Dev", "Ops"))),
    (("sso_account_id", ("1",)),),
    (("login_session", LOGINS),),
    (("region", _REGIONS),),
    (("region", _REGIONS), ("output", ("json", "text"))),
)


@dataclass(frozen=True, slots=True)
class Machine:
    """Variables and files below /home/kim; `{address}` in a variable is where container credentials are served."""

    variables: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def spellings(values: tuple[str, ...]) -> list[str]:
    """What `_key` can make of values, once they are read."""
    return [spelling for value in values for spelling in (value, f"{value}#mine", f'"{value}"', f"{value} = more")]


class Chance(random.Random):
    """Chances of a seed. oddity: how much of what is odd is to be there, up to 1."""

    def __init__(self, seed: int, oddity: float) -> None:
        super().__init__(seed)
        self.oddity = oddity

    def odd(self, likelihood: float) -> bool:
        """Whether something odd is to be there this time."""
        return self.random() < likelihood * self.oddity


def machines(seed: int, count: int, oddity: float = 1) -> list[Machine]:
    """So many machines, the same ones for the same seed."""
    chance = Chance(seed, oddity)
    return [_machine(chance) for _ in range(count)]


def _machine(chance: Chance) -> Machine:
    variables = {"HOME": "/home/kim", **_variables(chance)}
    config, credentials = _places(chance, variables)
    files = {TOKEN: b"token"}
    if chance.random() < 0.85:
        files[config] = _file(chance, is_config=True)
    if chance.random() < 0.85:
        files[credentials] = _file(chance, is_config=False)
    return Machine(variables, files)


def _variables(chance: Chance) -> dict[str, str]:
    variables = {}
    for name, likelihood, values in (
        ("AWS_PROFILE", 0.5, (*NAMES, "", "nobody", " ws", *["ws"] * 20)),
        ("AWS_DEFAULT_PROFILE", 0.05, ("ws", "dev", "")),
        ("AWS_ACCESS_KEY_ID", 0.25, ("AKIAENV", "AKIAENV", "")),
        ("AWS_SECRET_ACCESS_KEY", 0.25, ("env/secret", "env/secret", "")),
        ("AWS_SESSION_TOKEN", 0.1, ("env-token", "")),
        ("AWS_SECURITY_TOKEN", 0.05, ("old-token",)),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", 0.1, (TOKEN, TOKEN, "/home/kim/nowhere", "")),
        ("AWS_ROLE_ARN", 0.1, (_ROLES[0], "")),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", 0.1, ("{address}/container", "")),
        ("AWS_EC2_METADATA_DISABLED", 0.2, ("true", "false", "False", "1", "")),
    ):
        if chance.random() < likelihood:
            variables[name] = chance.choice(values)
    return variables


def _places(chance: Chance, variables: dict[str, str]) -> tuple[str, str]:
    """The paths of both files; some machines name others in variables."""
    places = []
    for name, usual, own in (
        ("AWS_CONFIG_FILE", CONFIG, "own-config"),
        ("AWS_SHARED_CREDENTIALS_FILE", CREDENTIALS, "own-credentials"),
    ):
        place = usual
        if chance.random() < 0.2:
            variables[name] = chance.choice((f"~/{own}", f"$HOME/{own}", f"/home/kim/{own}", "", "/home/kim/nowhere"))
            place = f"/home/kim/{own}" if variables[name] else usual
        places.append(place)
    return places[0], places[1]


def _file(chance: Chance, is_config: bool) -> bytes:
    lines: list[str] = []
    titles = set()
    for _ in range(chance.choice((1, 2, 3, 3, 4, 5))):
        section = _section(chance, is_config)
        if section[0] not in titles or chance.odd(1):  # the same section twice breaks the file for the AWS CLI
            lines += section
        titles.add(section[0])
    end = chance.choice(("\n", "\n", "\n", "\r\n"))
    text = end.join(lines) + end
    if chance.odd(0.05):
        text = "\ufeff" + text
    content = text.encode()
    return b"[caf\xe9]\nx = y\n" + content if chance.odd(0.02) else content


def _section(chance: Chance, is_config: bool) -> list[str]:
    if is_config and chance.random() < 0.2:
        session = chance.choice(SESSIONS)
        lines = [f"[sso-session {session}]", f"sso_start_url = {chance.choice(URLS)}"]
        return lines + ["sso_region = us-east-1"] * (chance.random() < 0.9)
    lines = [_title(chance, is_config)]
    for key, values in chance.choice(_KINDS):
        lines += _key(chance, key, chance.choice(values))
        if chance.odd(0.03):
            lines += _key(chance, key, chance.choice(values))
    if chance.random() < 0.15 and not any(line.startswith("region") for line in lines):
        lines.append(f"region = {chance.choice(_REGIONS)}")
    if chance.odd(0.1):
        lines.insert(
            chance.randrange(1, len(lines) + 1),
            chance.choice(
                ("", "# mine", "; mine", " # mine", "nonsense", "= x", "s3 =", "s3 =\n  max = 1", "region =")
            ),
        )
    return lines


def _title(chance: Chance, is_config: bool) -> str:
    name = chance.choice(NAMES[:2] if chance.random() < 0.85 else NAMES)
    usual = f"profile {name}" if is_config and name != "default" else name
    if not chance.odd(0.25):
        return f"[{usual}]"
    return chance.choice(
        (
            f"[{name}]",
            f"[profile {name}]",
            f"[profile  {name}]",
            f"[profile\t{name}]",
            f'[profile "{name}"]',
            f"[profile '{name}\"]",
            f"[profile.{name}]",
            f"[profile {name} ]",
            f"[ {usual} ]",
            f"[{usual}] # mine",
            f"[{usual}]# mine",
            f"[{usual}] my account",
            f" [{usual}]",
            f"[{usual.upper()}]",
            f"[{usual}",
            "[DEFAULT]",
            "[profile default]",
            "[plugins]",
            "[services x]",
        )
    )


def _key(chance: Chance, key: str, value: str) -> list[str]:
    if not chance.odd(0.2):
        return [f"{key} = {value}"]
    return [
        chance.choice(
            (
                f"{key}={value}",
                f"{key}: {value}",
                f"{key} : {value}",
                f"{key.upper()} = {value}",
                f"{key.title()} = {value}",
                f"  {key} = {value}",
                f"\t{key} = {value}",
                f"{key} = {value} # mine",
                f"{key} = {value}\t; mine",
                f"{key} = {value}#mine",
                f'{key} = "{value}"',
                f"{key} =",
                f"{key} =\n  {value}",
                f"# {key} = {value}",
                f"{key} {value}",
                f"{key} = {value}\u00a0",
                f"{key} = {value} = more",
            )
        )
    ]

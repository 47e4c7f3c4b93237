"""Where all is well: each way to credentials, each way to the policy, and the Sonnet that outlived the guide's."""

from __future__ import annotations

import json
from dataclasses import replace

from checkpoints.guide import policy
from checkpoints.offline.scenarios.baseline import (
    ADMINISTRATOR,
    IAM_READER,
    LOOK_AT_ACCESS,
    ROLE_NAME,
    SESSION,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
    USER_NAME,
    Baseline,
    document,
    statement,
)
from checkpoints.offline.scenarios.sources import (
    API_KEY,
    FAR,
    PRINTED,
    PROCESS,
    SHORT_TERM_KEY,
    SOURCE_KEYS,
    WEB_TOKEN,
    Sources,
    write_login_cache,
)
from checkpoints.offline.world import Fault, Group, Machine, NamedPolicy, Scenario, User
from checkpoints.refusals import busy, model_access

_BEDROCK = "arn:aws:bedrock:*:*:"


def _write_narrow_policies(base: Baseline) -> tuple[NamedPolicy, ...]:
    """Other names, split statements, and no wider than the two models."""
    models = [f"arn:aws:bedrock:*::foundation-model/{model.bedrock_id}" for model in base.edition.models]
    profiles = [f"{_BEDROCK}inference-profile/*.{model.bedrock_id}" for model in base.edition.models]
    return (
        NamedPolicy(
            "TeamModels",
            document(
                statement("Allow", ["bedrock:invokemodel*"], models),
                statement("Allow", ["bedrock:Invoke*"], profiles),
            ),
        ),
        NamedPolicy("TeamListing", document(statement("Allow", [policy.LIST], [f"{_BEDROCK}inference-profile/*"]))),
        NamedPolicy(
            "TeamMarketplace",
            document(
                statement(
                    "Allow",
                    ["aws-marketplace:*Subscri*"],
                    Condition={"StringLike": {"aws:CalledViaLast": "bedrock.*"}},
                )
            ),
        ),
    )


def write_scenarios(base: Baseline) -> tuple[Scenario, ...]:
    """The scenarios of an edition of the guide."""
    at_home = base.played_at_home
    sources, offered = Sources(base), base.catalogue
    retired = replace(offered.sonnet, refusal=model_access.END_OF_LIFE)
    legacy = replace(offered.sonnet, refusal=model_access.LEGACY)
    # Where no end was announced, Bedrock tells it to those who may look.
    knows_the_end = () if base.edition.sonnet.end_of_life else (LOOK_AT_ACCESS,)
    return (
        at_home("ready", base.account),
        at_home("admin", base.with_policies(ADMINISTRATOR)),
        Scenario("environment-keys", base.account, Machine(base.export())),
        Scenario(
            "config-file-keys",
            base.account,
            base.machine({".aws/config": base.configure()[".aws/credentials"] + sources.region_line}),
        ),
        Scenario(
            "temporary-keys",
            replace(base.role_account, sessions=(SESSION,)),
            Machine(base.export(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN)),
        ),
        Scenario(
            "sso",
            sources.sso_account,
            sources.use_sso(FAR),
        ),
        Scenario(
            "login",
            sources.login_account,
            base.machine({".aws/config": sources.login_config, **write_login_cache()}),
        ),
        Scenario("api-key", sources.api_key_account, base.machine(AWS_BEARER_TOKEN_BEDROCK=API_KEY)),
        Scenario(
            "api-key-short-term",
            sources.short_term_account,
            base.machine(AWS_BEARER_TOKEN_BEDROCK=SHORT_TERM_KEY),
        ),
        Scenario("instance-role", replace(base.role_account, instance_role=ROLE_NAME), sources.on_instance),
        Scenario(
            "container-role", replace(base.role_account, container_role=ROLE_NAME), Machine(sources.container_variables)
        ),
        Scenario(
            "assume-role",
            sources.assume_account,
            base.machine({".aws/config": sources.assume_config, **SOURCE_KEYS}),
        ),
        Scenario(
            "web-identity", sources.web_account, Machine(sources.web_variables, {"web-identity-token": WEB_TOKEN})
        ),
        Scenario(
            "credential-process",
            base.account,
            base.machine(
                {".aws/config": sources.process_config, PROCESS: f"print({json.dumps(json.dumps(PRINTED))})\n"}
            ),
        ),
        at_home(
            "group-policy",
            base.with_user(
                User(USER_NAME, attached=(IAM_READER,), groups=(Group("attendees", attached=(base.guide_policy,)),))
            ),
        ),
        at_home("inline-policy", base.with_user(User(USER_NAME, attached=(IAM_READER,), inline=(base.guide_policy,)))),
        at_home("equivalent-policies", base.with_policies(*_write_narrow_policies(base), IAM_READER)),
        at_home("may-look", base.with_policies(base.guide_policy, LOOK_AT_ACCESS)),
        at_home("not-yet-subscribed", base.both_unsubscribed),
        at_home(
            "not-yet-subscribed-may-look",
            base.with_policies(base.guide_policy, LOOK_AT_ACCESS, world=base.both_unsubscribed),
        ),
        at_home(
            "form-of-the-organisation",
            replace(base.with_policies(base.guide_policy, LOOK_AT_ACCESS), use_case_form_inherited=True),
        ),
        at_home(
            "throttled-once",
            replace(base.account, faults=(Fault("bedrock:ListInferenceProfiles", busy.TOO_MANY_REQUESTS, times=1),)),
        ),
        at_home("sonnet-retired-newer-granted", base.with_models(retired)),
        at_home("sonnet-legacy-newer-granted", base.with_models(legacy)),
        at_home(
            "sonnet-unlisted-newer-granted",
            base.with_profiles(
                *(each for each in offered.profiles if each.model != offered.sonnet.id),
                world=base.with_models(retired, world=base.with_policies(base.guide_policy, *knows_the_end)),
            ),
        ),
    )

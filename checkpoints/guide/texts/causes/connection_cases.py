"""What stands between a machine and AWS, and what to do about it: special cases of an AWS that is not reached."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide.texts.advice import Advice
from checkpoints.guide.texts.text import Text


def advise_cases(unreachable: Advice, silent: Advice) -> dict[str, Advice]:
    """The advice of each case, by `CAUSE.CASE`. unreachable, silent: that of the causes themselves."""
    proxy = Text(
        ko="요청이 {variable} 변수의 프록시를 거칩니다. 프록시가 필요 없다면 변수를 해제하고, 필요하다면 관리자에게 *.amazonaws.com 연결 허용을 요청한 뒤 이 명령으로 시험하세요.",
        en="Requests go through the proxy in {variable}. If you need no proxy, unset the variable. If you do, ask the administrator to allow *.amazonaws.com, then test with this command.",
    )
    inspection = Text(
        ko="회사 네트워크가 TLS 연결을 검사하는 것으로 보입니다. 회사의 루트 인증서(PEM) 경로를 AWS CLI에는 AWS_CA_BUNDLE, Claude Code에는 NODE_EXTRA_CA_CERTS 변수로 지정한 뒤 이 명령으로 시험하세요.",
        en="The network seems to inspect TLS connections. Set the path of its root certificate (PEM) in AWS_CA_BUNDLE for the AWS CLI and in NODE_EXTRA_CA_CERTS for Claude Code, then test with this command.",
    )
    foreign = Text(
        ko="와이파이 로그인 페이지가 있으면 브라우저에서 먼저 로그인하세요. 회사의 프록시나 VPN이 막는다면 네트워크 관리자에게 *.amazonaws.com 연결 허용을 요청한 뒤 이 명령으로 시험하세요.",
        en="If the network has a login page, log in with a browser first. If a company's proxy or VPN blocks AWS, ask its administrator to allow *.amazonaws.com, then test with this command.",
    )
    of_claude_code = replace(
        unreachable,
        what=Text(
            ko="Claude Code가 이 네트워크의 인증서를 신뢰하지 않습니다.",
            en="Claude Code does not trust the certificates of this network.",
        ),
        why=Text(
            ko="AWS CLI는 {name} 설정으로 연결되지만, Claude Code는 이 설정을 몰라 AWS에 연결하지 못합니다.",
            en="The AWS CLI connects by {name}; Claude Code does not know it, and cannot connect to AWS.",
        ),
        fix=Text(
            ko="같은 인증서 파일을 NODE_EXTRA_CA_CERTS 변수에도 지정하세요.",
            en="Set NODE_EXTRA_CA_CERTS to the same file.",
        ),
        command="{remedy}",
    )
    no_public_certificates = replace(
        of_claude_code,
        why=Text(
            ko="{name} 값이 있으면 Claude Code는 이 컴퓨터의 인증서만 신뢰하는데, 그중에 AWS의 인증서를 확인할 것이 없습니다.",
            en="With {name}, Claude Code trusts only this computer's certificates, with which AWS's cannot be checked.",
        ),
        fix=Text(
            ko="이 명령으로 {name} 값을 지우세요(위치: {place}).",
            en="Remove {name} ({place}) with this command.",
        ),
    )
    own_proxy = replace(
        unreachable,
        what=Text(
            ko="Claude Code가 사용하는 프록시로는 AWS에 연결되지 않습니다.",
            en="The proxy that Claude Code uses does not lead to AWS.",
        ),
        why=Text(
            ko="AWS CLI는 AWS에 연결되지만, Claude Code는 {name} 프록시를 사용하므로 연결하지 못합니다.",
            en="The AWS CLI connects to AWS, but Claude Code, which uses the proxy in {name}, does not.",
        ),
        fix=Text(
            ko="{name} 값을 고치거나 지우세요(위치: {place}).",
            en="Fix or remove {name} ({place}).",
        ),
        command="{remedy}",
    )
    past_proxy = replace(
        unreachable,
        what=Text(
            ko="Claude Code는 프록시 없이 연결하는데, 그렇게는 AWS에 연결되지 않습니다.",
            en="Claude Code connects without the proxy, and does not reach AWS that way.",
        ),
        why=Text(
            ko="AWS 도구는 프록시로 AWS에 연결되지만, Claude Code는 {name} 값을 다르게 읽어 프록시를 사용하지 않습니다.",
            en="AWS tools reach AWS through the proxy. Claude Code reads {name} differently, and does not use it.",
        ),
        fix=Text(
            ko="{name} 값을 고치거나 이 명령으로 지우세요(위치: {place}). NO_PROXY 변수에는 amazonaws.com 주소가 없어야 합니다.",
            en="Fix {name} ({place}), or remove it with this command. NO_PROXY must not name amazonaws.com.",
        ),
        command="{remedy}",
    )
    own_trust = replace(
        unreachable,
        headline=Text(
            ko="AWS 인증서를 확인하지 못했습니다. 회사의 루트 인증서를 AWS_CA_BUNDLE에 지정하세요.",
            en="AWS's certificate cannot be checked here. Set AWS_CA_BUNDLE to your company's.",
        ),
        what=Text(
            ko="이 점검은 이 네트워크의 AWS 인증서를 신뢰하지 않습니다.",
            en="This run does not trust the certificate that AWS has on this network.",
        ),
        why=Text(
            ko="Claude Code는 AWS에 연결될 수도 있습니다. 이 점검이 읽을 수 없는 macOS 키체인의 인증서도 신뢰하고, NODE_TLS_REJECT_UNAUTHORIZED=0이면 인증서를 확인하지 않기 때문입니다.",
            en="Claude Code may reach AWS: it trusts the certificates of macOS's keychain, which this run cannot read, and checks none with NODE_TLS_REJECT_UNAUTHORIZED=0.",
        ),
        fix=Text(
            ko="회사의 루트 인증서(PEM) 경로를 AWS_CA_BUNDLE 변수에 지정한 뒤 다시 실행하세요. macOS에서는 키체인 접근 앱에서 인증서를 내보낼 수 있습니다.",
            en="Set the path of your company's root certificate (PEM) in AWS_CA_BUNDLE and run again. On macOS, Keychain Access exports it.",
        ),
        command="pytest",
    )
    elsewhere = {
        f"{cause}.address": replace(
            advice,
            headline=Text(
                ko="AWS의 주소가 아닌 값이 설정되어 있습니다. 변수를 해제하세요.",
                en="A value other than AWS's address is set. Unset the variable.",
            ),
            fix=Text(
                ko="{variable} 변수 때문에 요청이 AWS의 주소로 가지 않습니다. 이 명령으로 변수를 해제하세요. 회사에서 정한 주소라면 관리자에게 문의하세요.",
                en="Because of {variable}, requests do not go to AWS's address. Unset it with this command. If your company has set it, ask your administrator.",
            ),
            command="unset {variable}",
        )
        for cause, advice in (("endpoint-unreachable", unreachable), ("timeout", silent))
    }
    fixes = {"proxy": proxy, "inspection": inspection, "foreign": foreign}
    roads = {f"endpoint-unreachable.{case}": replace(unreachable, fix=fix) for case, fix in fixes.items()}
    return {
        **roads,
        **elsewhere,
        "endpoint-unreachable.certificates": of_claude_code,
        "endpoint-unreachable.no-public-certificates": no_public_certificates,
        "endpoint-unreachable.own-trust": own_trust,
        "endpoint-unreachable.own-proxy": own_proxy,
        "endpoint-unreachable.past-proxy": past_proxy,
    }

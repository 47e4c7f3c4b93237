# Run the checkpoints: find Python, make the environment that they need, and run with the arguments.
#
#     .\checkpoint.ps1 [pytest's options]
#     .\checkpoint.ps1 class|dropbox|accounts|fleet|rehearse|explain|remove ...
#
# Where scripts are not allowed: powershell -ExecutionPolicy Bypass -File .\checkpoint.ps1 ...
# It works as ./checkpoint does on other systems, in Windows PowerShell 5.1 and PowerShell 7. This file begins with a byte
# order mark, without which 5.1 would not read its Korean.
$given = @($args | ForEach-Object { "$_" })
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
$env:CHECKPOINTS_LAUNCHER = '.\checkpoint.ps1'

# -- what was asked for

$need = 'live'
$language = if ($env:CHECKPOINTS_LANG) { $env:CHECKPOINTS_LANG } else { 'ko' }
for ($i = 0; $i -lt $given.Count; $i++) {
    if ($given[$i] -in '--offline', '--list-scenarios' -or ($i -eq 0 -and $given[$i] -eq 'rehearse')) { $need = 'offline' }
    if ($given[$i] -match '^--lang=(ko|en)$') { $language = $Matches[1] }
    if ($given[$i] -eq '--lang' -and $i + 1 -lt $given.Count -and $given[$i + 1] -in 'ko', 'en') { $language = $given[$i + 1] }
}

function Say($korean, $english) {
    $text = if ($language -eq 'en') { $english } else { $korean }
    [Console]::Error.WriteLine($text)
}

# -- the environment

# A program's exit code; nothing of what it prints is shown. 5.1 would take a line on stderr for an error of ours.
function Invoke-Quietly($program, $arguments) {
    $ErrorActionPreference = 'Continue'
    try { $script:said = & $program @arguments 2>&1 | ForEach-Object { "$_" } } catch { return 1 }
    return $LASTEXITCODE
}

# No quotes inside: 5.1 and 7 hand them to a program differently.
$isNew = 'import sys; sys.exit(sys.version_info < (3, 10))'
$canMake = 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))'

function Find-Base {
    $candidates = @(, @('py', '-3'))
    foreach ($minor in 14..10) { $candidates += , @("python3.$minor") }
    $candidates += , @('python3')
    $candidates += , @('python')
    foreach ($each in $candidates) {
        if (-not (Get-Command $each[0] -CommandType Application -ErrorAction SilentlyContinue)) { continue }
        $options = @($each | Select-Object -Skip 1)
        if ((Invoke-Quietly $each[0] ($options + @('-c', $canMake))) -eq 0) { return , $each }
    }
    return $null
}

function Find-Uv {
    foreach ($each in 'uv', (Join-Path $HOME '.local\bin\uv.exe'), (Join-Path $HOME '.cargo\bin\uv.exe')) {
        if ((Get-Command $each -CommandType Application -ErrorAction SilentlyContinue) -and
            (Invoke-Quietly $each @('--version')) -eq 0) { return $each }
    }
    return $null
}

function Stop-Launcher {
    $said | Select-Object -Last 5 | ForEach-Object { [Console]::Error.WriteLine($_) }
    Say '설치하지 못했습니다. 네트워크와 프록시를 확인한 뒤 다시 실행하세요.' `
        'The installation failed. Check the network and the proxy, then run this again.'
    exit 4
}

function Test-Writable($folder) {
    $probe = Join-Path $folder ('.' + [Guid]::NewGuid())
    try { [IO.File]::WriteAllText($probe, ''); [IO.File]::Delete($probe); return $true } catch { return $false }
}

if (-not (Test-Writable $here)) {
    Say "이 폴더에 쓸 수 없습니다: $here. 쓸 수 있는 폴더로 복사한 뒤 다시 실행하세요." `
        "This folder cannot be written: $here. Copy it to one that can, and run it there."
    exit 4
}
$environment = Join-Path $here '.venv'
$python = Join-Path $environment 'Scripts\python.exe'
$stamp = Join-Path $environment 'checkpoint-installed'
$asked = (Get-FileHash (Join-Path $here 'pyproject.toml')).Hash
$tried = Join-Path $here 'constraints.txt'
if (Test-Path -LiteralPath $tried) { $asked += (Get-FileHash -LiteralPath $tried).Hash }

$works = (Test-Path -LiteralPath $python) -and (Invoke-Quietly $python @('-c', $isNew)) -eq 0
if (-not $works) {
    $base = Find-Base
    $uv = if ($null -eq $base) { Find-Uv } else { $null }
    if ($null -eq $base -and $null -eq $uv) {
        Say 'Python 3.10 이상을 찾지 못했습니다. 관리자 권한 없이 설치되는 uv를 받은 뒤 다시 실행하세요:' `
            'There is no Python 3.10 or newer. Get uv, which needs no administrator, and run this again:'
        [Console]::Error.WriteLine('    powershell -ExecutionPolicy ByPass -c "irm https://astral.sh/uv/install.ps1 | iex"')
        exit 4
    }
    if (Test-Path -LiteralPath $environment) { Remove-Item -LiteralPath $environment -Recurse -Force }
    Say "실행 환경을 만듭니다: $environment" "Making an environment: $environment"
    $code = if ($null -ne $base) {
        Invoke-Quietly $base[0] (@($base | Select-Object -Skip 1) + @('-m', 'venv', $environment))
    } else {
        Invoke-Quietly $uv @('venv', '--quiet', '--seed', '--python', '3.13', $environment)
    }
    if ($code -ne 0) { Stop-Launcher }
}
$found = if (Test-Path -LiteralPath $stamp) { (Get-Content -LiteralPath $stamp -TotalCount 1) -split ' ' } else { @('', '') }
if (-not ($found[0] -in $need, 'offline' -and $found[1] -eq $asked)) {
    $size = if ($need -eq 'live') { '70 MB' } else { '150 MB' }
    Say "필요한 패키지를 설치합니다(처음 한 번, $size)." "Installing what is needed (once, $size)."
    $arguments = @('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check')
    if (Test-Path -LiteralPath $tried) { $arguments += @('--constraint', $tried) }
    $arguments += @('-e', $(if ($need -eq 'live') { '.' } else { '.[offline]' }))
    Push-Location -LiteralPath $here
    $code = Invoke-Quietly $python $arguments
    Pop-Location
    if ($code -ne 0) { Stop-Launcher }
    Set-Content -LiteralPath $stamp -Value "$need $asked" -Encoding ascii
}

# -- the run

$commands = 'run', 'class', 'dropbox', 'accounts', 'fleet', 'rehearse', 'explain', 'remove'
if ($given.Count -eq 0 -or $given[0] -notin $commands) { $given = @('run') + $given }
& (Join-Path $environment 'Scripts\checkpoints.exe') @given
exit $LASTEXITCODE

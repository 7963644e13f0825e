# The same two commands as the README, for those who come from PowerShell: ./build.ps1 [build|test|demo]
param([ValidateSet('build', 'test', 'demo')][string]$Target = 'test')

$ErrorActionPreference = 'Stop'
switch ($Target) {
    'build' { dotnet build -c Release }
    'test' { dotnet test -c Release }
    'demo' { dotnet run --project src/ActorKube -c Release -- demo }
}
exit $LASTEXITCODE

namespace ActorKube.Hosting;

/// <summary>
/// Ends an attached process when its launcher goes, however it goes: the launcher holds the write end of this process's standard input, and
/// the operating system closes it.
/// </summary>
internal sealed class LauncherLifeline(IHostApplicationLifetime lifetime, ILogger<LauncherLifeline> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer, stoppingToken) > 0)
        {
        }
        log.LogWarning("the launcher is gone; ending");
        lifetime.StopApplication();
    }
}

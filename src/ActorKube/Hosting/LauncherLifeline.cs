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
        // A read of standard input can't be cancelled; the process ends without waiting for it.
        while (await input.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(stoppingToken) > 0)
        {
        }
        log.LogWarning("the launcher is gone; ending");
        lifetime.StopApplication();
    }
}

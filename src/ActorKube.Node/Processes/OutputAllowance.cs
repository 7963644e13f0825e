namespace ActorKube.Node.Processes;

/// <summary>Lets a process print so many bytes a second of real time: whoever reads for it waits when it was faster.</summary>
internal sealed class OutputAllowance(long bytesPerSecond)
{
    // Shorter waits than this cost more than they even out.
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(20);

    private readonly long _began = TimeProvider.System.GetTimestamp();
    private TimeSpan _spent;

    internal Task SpendAsync(int bytes)
    {
        var now = TimeProvider.System.GetElapsedTime(_began);
        // What wasn't used before now is gone.
        _spent = (_spent > now ? _spent : now) + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
        var wait = _spent - now;
        return wait > LeastWait ? Task.Delay(wait) : Task.CompletedTask;
    }
}

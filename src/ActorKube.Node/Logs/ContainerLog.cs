namespace ActorKube.Node.Logs;

/// <summary>The logs of a container's current run and of the run before it.</summary>
/// <param name="pod">The logs of its pod.</param>
/// <param name="name">The container's name.</param>
internal sealed class ContainerLog(PodLogs pod, string name)
{
    internal string Name => name;

    /// <summary>The last run that began; null before the first one.</summary>
    internal RunLog? Current { get; private set; }

    internal RunLog? Previous { get; private set; }

    /// <summary>A run begins; what was said before the last one is dropped.</summary>
    internal RunLog Begin(int run)
    {
        Previous?.Remove();
        (Previous, Current) = (Current, new RunLog(this, run));
        return Current;
    }

    /// <summary>The files of a run; null if logs are kept in memory only.</summary>
    internal LogFiles? FilesOf(int run) => pod.FilesOf(name, run);
}

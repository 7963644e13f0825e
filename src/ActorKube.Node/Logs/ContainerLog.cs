namespace ActorKube.Node.Logs;

/// <summary>The logs of a container's current run and of the run before it.</summary>
internal sealed class ContainerLog(int capacity)
{
    internal RunLog Current { get; private set; } = new(capacity);

    internal RunLog? Previous { get; private set; }

    /// <summary>A new run begins.</summary>
    internal void Turn() => (Previous, Current) = (Current, new RunLog(capacity));
}

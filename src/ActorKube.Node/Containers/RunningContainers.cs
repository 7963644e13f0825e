namespace ActorKube.Node.Containers;

/// <summary>The containers of one pod that run, in the order in which they were started. Most pods have one or two, so an array serves. Belongs to the pod's actor.</summary>
internal sealed class RunningContainers
{
    /// <summary>All of them; replaced by every change.</summary>
    internal RunningContainer[] All { get; private set; } = [];

    /// <summary>The container of that name; null if it doesn't run.</summary>
    internal RunningContainer? Find(string name) => Array.Find(All, container => container.Name == name);

    internal void Add(RunningContainer container) => All = [.. All, container];

    /// <summary>Takes the container of that name out; null if it doesn't run.</summary>
    internal RunningContainer? Remove(string name)
    {
        var found = Find(name);
        if (found is not null)
            All = [.. All.Where(container => container != found)];
        return found;
    }
}

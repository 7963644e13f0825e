using ActorKube.Model.Objects;

namespace ActorKube.Node.Containers;

/// <summary>The containers of one pod that run, in the order in which they were started. Most pods have one or two, so an array serves. Belongs to the pod's actor; others may read.</summary>
internal sealed class RunningContainers(ApiObject pod)
{
    private RunningContainer[] _all = [];

    /// <summary>The pod; its actor keeps it up to date.</summary>
    internal ApiObject Pod { get; set; } = pod;

    /// <summary>All of them; replaced by every change.</summary>
    internal RunningContainer[] All
    {
        get => Volatile.Read(ref _all);
        private set => Volatile.Write(ref _all, value);
    }

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

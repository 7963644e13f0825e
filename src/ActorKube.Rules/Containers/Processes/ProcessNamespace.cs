using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Processes;

/// <summary>
/// The processes that see each other: those of a container, or of all containers of a pod that shares its process namespace. Any thread may use it.
/// </summary>
/// <param name="isShared">True for a pod's: process 1 is the sandbox's then, and no container's.</param>
/// <remarks>Source: https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/.</remarks>
public sealed class ProcessNamespace(bool isShared)
{
    private const int First = 1;
    private const string Sandbox = "/pause";

    private ImmutableArray<ProcessGroup> _groups = [];
    private int _last = First;

    /// <summary>Every process: its number, and its command line.</summary>
    internal IEnumerable<(int Id, string Title)> Processes =>
        (isShared ? [(First, Sandbox)] : Enumerable.Empty<(int, string)>()).Concat(_groups.SelectMany(group => group.Listed)).OrderBy(process => process.Item1);

    /// <summary>The next number.</summary>
    internal int Next() => Interlocked.Increment(ref _last);

    /// <summary>The number of a container's own process, however late it starts.</summary>
    internal int OfContainer() => isShared ? Next() : First;

    internal void Add(ProcessGroup group) => ImmutableInterlocked.Update(ref _groups, static (groups, added) => groups.Add(added), group);

    internal void Remove(ProcessGroup group) => ImmutableInterlocked.Update(ref _groups, static (groups, removed) => groups.Remove(removed), group);

    /// <summary>
    /// Sends a signal to a process that isn't the sender's own. Containers run beside each other, so only the first process of a container can be reached from outside.
    /// </summary>
    /// <param name="id">Its number.</param>
    /// <param name="signal">The signal; null to ask whether there is such a process.</param>
    /// <param name="sender">The container of whoever sends it.</param>
    /// <returns>False if there is none that can be reached.</returns>
    internal bool Send(int id, ProcessSignal? signal, SimulatedContainer sender)
    {
        if (id == First)
        {
            // The sandbox takes no notice.
            if (!isShared && signal is { } given)
                sender.SignalInit(given);
            return true;
        }
        var first = _groups.FirstOrDefault(group => group.IsOfContainer && group.FirstId == id);
        if (signal is null)
            return first is not null || Processes.Any(process => process.Id == id);
        first?.Container.SignalInit(signal.Value);
        return first is not null;
    }
}

using ActorKube.Model.Objects;

namespace ActorKube.ControlPlane.Scheduler;

/// <summary>
/// The pods that wait for a node: active ones in order of priority and age, and unschedulable ones, which become active again when something changed
/// that may help, but not before their back-off is over.
/// </summary>
internal sealed class SchedulingQueue(TimeSpan backoffInitial, TimeSpan backoffMax)
{
    private readonly SortedSet<(int Priority, DateTimeOffset Created, string Name, ResourceKey Key)> _active =
        new(Comparer<(int Priority, DateTimeOffset Created, string Name, ResourceKey Key)>.Create(Compare));
    private readonly Dictionary<ResourceKey, Entry> _entries = [];

    internal int Active => _active.Count;

    /// <summary>Adds a pod, or takes its newer snapshot; a pod that is unschedulable becomes active only if its spec may have changed.</summary>
    internal void Set(ApiObject pod, bool activate)
    {
        if (_entries.TryGetValue(pod.Key, out var entry))
        {
            entry.Pod = pod;
            if (!activate)
                return;
            entry.Attempts = 0;
        }
        else
        {
            _entries[pod.Key] = entry = new Entry(pod);
        }
        Activate(entry);
    }

    internal void Remove(ResourceKey key)
    {
        if (_entries.Remove(key, out var entry))
            _active.Remove(entry.Order);
    }

    internal void Clear()
    {
        _entries.Clear();
        _active.Clear();
    }

    /// <summary>Takes the next active pod off the queue's front; it stays known until it is removed or put back.</summary>
    internal bool TryTake(out ApiObject pod)
    {
        if (_active.Count == 0)
        {
            pod = null!;
            return false;
        }
        var first = _active.Min;
        _active.Remove(first);
        pod = _entries[first.Key].Pod;
        return true;
    }

    /// <summary>Notes that no node could take the pod, and how long it has to wait at least.</summary>
    internal void Park(ResourceKey key, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(key, out var entry))
            return;
        _active.Remove(entry.Order);
        var factor = Math.Pow(2, Math.Min(entry.Attempts, 30));
        entry.Attempts++;
        entry.NotBefore = now + new[] { backoffInitial * factor, backoffMax }.Min();
        entry.Parked = true;
        entry.Woken = false;
    }

    /// <summary>Notes that something changed which may help: every parked pod whose back-off is over becomes active, the others once it is.</summary>
    internal void Wake(DateTimeOffset now)
    {
        foreach (var entry in _entries.Values.Where(entry => entry.Parked))
        {
            entry.Woken = true;
            if (entry.NotBefore <= now)
                Activate(entry);
        }
    }

    /// <summary>Activates the pods that were woken during their back-off and are through with it; returns when the next one will be, if any.</summary>
    internal DateTimeOffset? ActivateDue(DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var entry in _entries.Values.Where(entry => entry is { Parked: true, Woken: true }))
        {
            if (entry.NotBefore <= now)
                Activate(entry);
            else if (next is null || entry.NotBefore < next)
                next = entry.NotBefore;
        }
        return next;
    }

    private void Activate(Entry entry)
    {
        (entry.Parked, entry.Woken) = (false, false);
        _active.Add(entry.Order);
    }

    private static int Compare((int Priority, DateTimeOffset Created, string Name, ResourceKey Key) left, (int Priority, DateTimeOffset Created, string Name, ResourceKey Key) right)
    {
        var order = right.Priority.CompareTo(left.Priority);
        if (order == 0)
            order = left.Created.CompareTo(right.Created);
        return order == 0 ? string.CompareOrdinal(left.Name, right.Name) : order;
    }

    private sealed class Entry(ApiObject pod)
    {
        internal ApiObject Pod { get; set; } = pod;
        internal int Attempts { get; set; }
        internal DateTimeOffset NotBefore { get; set; }
        internal bool Parked { get; set; }
        internal bool Woken { get; set; }
        internal (int Priority, DateTimeOffset Created, string Name, ResourceKey Key) Order { get; } =
            (pod.Pod.Priority, pod.Metadata.CreationTimestamp ?? default, pod.Key.QualifiedName, pod.Key);
    }
}

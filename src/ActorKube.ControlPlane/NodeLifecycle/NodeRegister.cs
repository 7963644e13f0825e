using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Nodes;
using ActorKube.Rules.Nodes;

namespace ActorKube.ControlPlane.NodeLifecycle;

/// <summary>What is known of all nodes in this control plane's time: one record a node. Nothing of it survives a restart; hosts register again.</summary>
internal sealed class NodeRegister(NodePolicy policy)
{
    private readonly Dictionary<string, NodeRecord> _records = new(StringComparer.Ordinal);

    internal NodeRecord? Find(string name) => _records.GetValueOrDefault(name);

    internal void Put(NodeRecord record) => _records[record.Name] = record;

    internal void Remove(string name) => _records.Remove(name);

    internal void Clear() => _records.Clear();

    /// <summary>The record of a stored node; one that was not heard of yet is known by what its object remembers.</summary>
    internal NodeRecord Of(ApiObject node)
    {
        if (_records.TryGetValue(node.Key.Name, out var record))
            return record;
        var annotations = node.Metadata.Annotations;
        record = new NodeRecord(node.Key.Name, "", annotations.GetValueOrDefault(NodeAnnotations.Address) ?? "", 0)
        {
            LastHeard = node.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue,
            MustResync = node.Node.Ready == "Unknown",
            WasEverHeard = annotations.ContainsKey(NodeAnnotations.Host),
        };
        return _records[node.Key.Name] = record;
    }

    /// <summary>Takes a node on for a host, unless another live host has it.</summary>
    internal Refusal? Claim(string name, ApiObject? stored, RegisterNodes claim, string address, DateTimeOffset now)
    {
        var present = stored is null ? Find(name) : Of(stored);
        if (present is not null && NodeLife.IsAlive(present, policy, now))
        {
            if (present.Host != claim.Host)
                return Refusal.Conflict(ResourceKey.Node(name), $"process {present.Host} hosts this node and is alive");
            if (present.Incarnation > claim.Incarnation)
                return Refusal.Conflict(ResourceKey.Node(name), $"process {present.Host} was started again and hosts this node");
        }
        Put(new NodeRecord(name, claim.Host, address, claim.Incarnation)
        {
            LastHeard = now,
            MustResync = present?.MustResync ?? false,
            WasEverHeard = present?.WasEverHeard ?? false,
        });
        return null;
    }

    /// <summary>Takes a heartbeat in; null if the node isn't this host's.</summary>
    internal NodeRecord? Hear(NodeHeartbeats heartbeats, NodeHeartbeat heartbeat, DateTimeOffset now)
    {
        if (Find(heartbeat.NodeName) is not { } record || record.Host != heartbeats.Host || record.Incarnation != heartbeats.Incarnation)
            return null;
        record = record with
        {
            LastHeard = now, WasEverHeard = true, PodsSeen = heartbeats.PodsSeen,
            Report = new NodeReport(heartbeat.Ready, heartbeat.Reason, heartbeat.Message) { IsShortOfMemory = heartbeat.IsShortOfMemory },
        };
        Put(record);
        return record;
    }

    /// <summary>Notes what the membership says of a process.</summary>
    internal void Note(string address, HostPresence presence)
    {
        foreach (var record in _records.Values.Where(record => record.Address == address && record.Presence != HostPresence.Gone).ToList())
            Put(record with { Presence = presence });
    }

    /// <summary>Nodes whose process is not in the cluster, and was not heard of since the control plane started, have lost it.</summary>
    internal void NoteAbsent(IReadOnlySet<string> present)
    {
        foreach (var record in _records.Values.Where(record => record is { IsHosted: false, Address.Length: > 0 } && !present.Contains(record.Address)).ToList())
            Put(record with { Presence = HostPresence.Gone });
    }
}

using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;

namespace ActorKube.Node;

/// <summary>
/// The statuses that the store has yet to take: the latest of each pod, in batches, each sent again until it is answered. A newer status replaces one that waits.
/// </summary>
internal sealed class StatusOutbox(int batch)
{
    private readonly Dictionary<string, Write> _waiting = [];
    private readonly Dictionary<long, ImmutableArray<(string Uid, Write Write)>> _sent = [];

    internal bool IsEmpty => _waiting.Count == 0;

    /// <summary>Puts a status in, or the deletion that ends a pod, which no status may follow.</summary>
    internal void Put(string uid, Write write)
    {
        if (!_waiting.TryGetValue(uid, out var before) || before is not DeleteObject)
            _waiting[uid] = write;
    }

    /// <summary>Takes the next batch out, under that number.</summary>
    internal SubmitWrites Take(long id)
    {
        ImmutableArray<(string Uid, Write Write)> taken = [.. _waiting.Take(batch).Select(entry => (entry.Key, entry.Value))];
        foreach (var (uid, _) in taken)
            _waiting.Remove(uid);
        _sent[id] = taken;
        return new SubmitWrites(id, [.. taken.Select(entry => entry.Write)]);
    }

    /// <summary>The store has answered: refusals for load or lack of a leader go back, others are final. Returns the pods whose deletion is done.</summary>
    internal IReadOnlyList<ResourceKey> Answered(WritesAnswered answered)
    {
        var deleted = new List<ResourceKey>();
        if (!_sent.Remove(answered.Id, out var sent))
            return deleted;
        foreach (var (entry, result) in sent.Zip(answered.Results))
        {
            if (result.Refusal is { Code: 429 or 500 or 503 or 504 })
                Return(entry);
            else if (entry.Write is DeleteObject delete)
                deleted.Add(delete.Key);
        }
        return deleted;
    }

    /// <summary>No answer came: what was sent under that number goes back, unless something newer waits.</summary>
    internal void Unanswered(long id)
    {
        if (_sent.Remove(id, out var sent))
            foreach (var entry in sent)
                Return(entry);
    }

    private void Return((string Uid, Write Write) entry)
    {
        if (entry.Write is DeleteObject)
            _waiting[entry.Uid] = entry.Write;
        else
            _waiting.TryAdd(entry.Uid, entry.Write);
    }
}

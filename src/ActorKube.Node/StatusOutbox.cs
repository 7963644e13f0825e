using System.Collections.Immutable;
using ActorKube.Protocol.Storage;

namespace ActorKube.Node;

/// <summary>
/// What the store has yet to take of pods: the latest status of each, and the deletion that ends it, in batches, each sent again until it is answered. A newer
/// status replaces one that waits; a deletion goes after the last status, so that whoever watches sees how the pod ended.
/// </summary>
internal sealed class StatusOutbox(int batch)
{
    private readonly Dictionary<string, Waiting> _waiting = [];
    private readonly Dictionary<long, ImmutableArray<(string Uid, Write Write)>> _sent = [];

    internal bool IsEmpty => _waiting.Count == 0;

    /// <summary>Puts a status in; none follows a deletion.</summary>
    internal void PutStatus(string uid, ReplaceObject status)
    {
        var before = _waiting.GetValueOrDefault(uid);
        if (before.Deletion is null)
            _waiting[uid] = before with { Status = status };
    }

    /// <summary>Puts the deletion of a pod in, of which nothing is left.</summary>
    internal void PutDeletion(string uid, DeleteObject deletion) => _waiting[uid] = _waiting.GetValueOrDefault(uid) with { Deletion = deletion };

    /// <summary>Takes the next batch out, under that number.</summary>
    internal SubmitWrites Take(long id)
    {
        var taken = _waiting.Take(batch).ToList();
        foreach (var (uid, _) in taken)
            _waiting.Remove(uid);
        ImmutableArray<(string Uid, Write Write)> writes =
            [.. taken.SelectMany(entry => new Write?[] { entry.Value.Status, entry.Value.Deletion }.OfType<Write>().Select(write => (entry.Key, write)))];
        _sent[id] = writes;
        return new SubmitWrites(id, [.. writes.Select(entry => entry.Write)]);
    }

    /// <summary>The store has answered: what was refused for load or lack of a leader goes back, everything else is done with.</summary>
    internal void Answered(WritesAnswered answered)
    {
        if (!_sent.Remove(answered.Id, out var sent))
            return;
        foreach (var (entry, result) in sent.Zip(answered.Results))
            if (result.Refusal is { Code: 429 or 500 or 503 or 504 })
                Return(entry);
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
        var waiting = _waiting.GetValueOrDefault(entry.Uid);
        _waiting[entry.Uid] = entry.Write switch
        {
            DeleteObject deletion => waiting with { Deletion = deletion },
            ReplaceObject status => waiting with { Status = waiting.Status ?? status },
            _ => waiting,
        };
    }

    private readonly record struct Waiting(ReplaceObject? Status, DeleteObject? Deletion);
}

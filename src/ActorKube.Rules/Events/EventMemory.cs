using System.Globalization;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Events;

/// <summary>
/// What a source of Events has said lately, so that the same thing said again about the same object raises the first Event's count instead of making another.
/// Bounded: what was silent for longest is forgotten first. Not safe to share.
/// </summary>
/// <param name="remembered">How many distinct Events are remembered.</param>
/// <remarks>Source: client-go's tools/record, EventCorrelator.</remarks>
public sealed class EventMemory(int remembered)
{
    private readonly Dictionary<Identity, LinkedListNode<Said>> _said = [];
    private readonly LinkedList<Said> _longestSilentFirst = [];
    private long _stamp;

    /// <summary>Says something now, and returns what to write.</summary>
    public EventWrite Say(EventFacts facts, DateTimeOffset now)
    {
        var identity = new Identity(facts.About.Key, facts.About.Metadata.Uid, facts.Type, facts.Reason, facts.Message, facts.FieldPath);
        if (!_said.TryGetValue(identity, out var node))
        {
            var said = new Said(identity, EventObject.KeyOf(facts, Suffix(now)), now, 1);
            Remember(said);
            return new EventWrite(said.Key, EventObject.Create(said.Key, facts, now), null);
        }
        _longestSilentFirst.Remove(node);
        var again = node.Value with { Count = node.Value.Count + 1 };
        Remember(again);
        return new EventWrite(again.Key, EventObject.Create(again.Key, facts, now, again.Count, again.First), EventObject.Repeat(again.Count, now));
    }

    private void Remember(Said said)
    {
        _said[said.Identity] = _longestSilentFirst.AddLast(said);
        if (_said.Count <= remembered)
            return;
        _said.Remove(_longestSilentFirst.First!.Value.Identity);
        _longestSilentFirst.RemoveFirst();
    }

    /// <summary>Upstream names an Event after its object and the nanosecond; two of one moment take the next.</summary>
    private string Suffix(DateTimeOffset now)
    {
        _stamp = Math.Max(_stamp + 1, (now - DateTimeOffset.UnixEpoch).Ticks);
        return (_stamp * TimeSpan.NanosecondsPerTick).ToString("x", CultureInfo.InvariantCulture);
    }

    private sealed record Identity(ResourceKey About, string Uid, string Type, string Reason, string Message, string FieldPath);

    private sealed record Said(Identity Identity, ResourceKey Key, DateTimeOffset First, int Count);
}

/// <summary>What to write for an Event.</summary>
/// <param name="Key">The Event.</param>
/// <param name="Json">The whole object.</param>
/// <param name="Patch">
/// For a repetition, the merge patch that counts it. The store drops Events when their time is over and then has nothing to patch, so send both: the
/// creation counts in that case, and is refused in the other.
/// </param>
public sealed record EventWrite(ResourceKey Key, ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte>? Patch);

using System.Collections.Immutable;

namespace ActorKube.Rules.FieldManagement;

/// <summary>
/// A set of places in an object, as a tree: each node says whether its own place is in the set, and has a child for each step that leads to more. Steps are
/// written as in FieldsV1. Immutable, and never with children that hold nothing.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management.</remarks>
internal sealed class FieldSet
{
    /// <summary>No place at all.</summary>
    internal static readonly FieldSet Empty = new(isMember: false, ImmutableSortedDictionary.Create<string, FieldSet>(StringComparer.Ordinal));

    /// <summary>The place itself, and nothing below it.</summary>
    internal static readonly FieldSet Itself = new(isMember: true, Empty.Children);

    private FieldSet(bool isMember, ImmutableSortedDictionary<string, FieldSet> children) => (IsMember, Children) = (isMember, children);

    /// <summary>True if the place itself is in the set.</summary>
    internal bool IsMember { get; }

    /// <summary>What is in the set below this place, by the next step.</summary>
    internal ImmutableSortedDictionary<string, FieldSet> Children { get; }

    internal bool IsEmpty => !IsMember && Children.IsEmpty;

    /// <summary>The set at these steps alone.</summary>
    internal static FieldSet At(params ReadOnlySpan<string> steps) => steps.IsEmpty ? Itself : Of(false, [new(steps[0], At(steps[1..]))]);

    internal static FieldSet Of(bool isMember, IEnumerable<KeyValuePair<string, FieldSet>> children)
    {
        var kept = Empty.Children.AddRange(children.Where(child => !child.Value.IsEmpty));
        return kept.IsEmpty ? (isMember ? Itself : Empty) : new(isMember, kept);
    }

    /// <summary>What is in the set at a step; empty if nothing is.</summary>
    internal FieldSet Below(string step) => Children.TryGetValue(step, out var child) ? child : Empty;

    /// <summary>The same set with the place itself in it.</summary>
    internal FieldSet WithItself() => IsMember ? this : Children.IsEmpty ? Itself : new(true, Children);

    /// <summary>What is in either.</summary>
    internal FieldSet Union(FieldSet other)
    {
        if (IsEmpty || other.IsEmpty)
            return IsEmpty ? other : this;
        var children = Children.ToBuilder();
        foreach (var (step, child) in other.Children)
            children[step] = children.TryGetValue(step, out var own) ? own.Union(child) : child;
        return new(IsMember || other.IsMember, children.ToImmutable());
    }

    /// <summary>What is in this one and not in the other: a place that the other has takes nothing away from below it.</summary>
    internal FieldSet Except(FieldSet other) => IsEmpty || other.IsEmpty
        ? this
        : Of(IsMember && !other.IsMember, Children.Select(child => KeyValuePair.Create(child.Key, child.Value.Except(other.Below(child.Key)))));

    /// <summary>What is in this one, and neither in the other nor below one of its places.</summary>
    internal FieldSet ExceptBelow(FieldSet other)
    {
        if (other.IsMember)
            return Empty;
        return IsEmpty || other.IsEmpty
            ? this
            : Of(IsMember, Children.Select(child => KeyValuePair.Create(child.Key, child.Value.ExceptBelow(other.Below(child.Key)))));
    }

    /// <summary>What is in both.</summary>
    internal FieldSet Intersect(FieldSet other) => IsEmpty || other.IsEmpty
        ? Empty
        : Of(IsMember && other.IsMember, Children.Select(child => KeyValuePair.Create(child.Key, child.Value.Intersect(other.Below(child.Key)))));

    /// <summary>Every place of the set, as the steps to it.</summary>
    internal IEnumerable<ImmutableArray<string>> Places() => Places([]);

    /// <summary>True if both hold the same places.</summary>
    internal bool SameAs(FieldSet other) => IsMember == other.IsMember && Children.Count == other.Children.Count
        && Children.All(child => other.Children.TryGetValue(child.Key, out var same) && child.Value.SameAs(same));

    /// <summary>The places as people read them.</summary>
    public override string ToString() => string.Join(' ', Places().Select(place => PathStep.Show(place)));

    private IEnumerable<ImmutableArray<string>> Places(ImmutableArray<string> above)
    {
        if (IsMember)
            yield return above;
        foreach (var (step, child) in Children)
            foreach (var place in child.Places(above.Add(step)))
                yield return place;
    }
}

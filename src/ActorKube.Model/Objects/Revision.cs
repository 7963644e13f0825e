using System.Globalization;

namespace ActorKube.Model.Objects;

/// <summary>
/// The store's order of writes: a counter over the whole cluster that each write raises. It is what the API shows as
/// <c>resourceVersion</c>. <see cref="None"/> stands for an object that the store has not seen.
/// </summary>
public readonly record struct Revision(long Value) : IComparable<Revision>
{
    /// <summary>No revision: not stored yet, or no precondition.</summary>
    public static readonly Revision None;

    /// <summary>True unless this is <see cref="None"/>.</summary>
    public bool IsSome => Value > 0;

    /// <summary>The revision after this one.</summary>
    public Revision Next => new(Value + 1);

    /// <summary>Reads a <c>resourceVersion</c>; false if it isn't a whole number of zero or more.</summary>
    public static bool TryParse(string? text, out Revision revision)
    {
        var parsed = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        revision = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public int CompareTo(Revision other) => Value.CompareTo(other.Value);

    /// <summary>True if the left one is older.</summary>
    public static bool operator <(Revision left, Revision right) => left.Value < right.Value;

    /// <summary>True if the left one is newer.</summary>
    public static bool operator >(Revision left, Revision right) => left.Value > right.Value;

    /// <summary>True if the left one is older or the same.</summary>
    public static bool operator <=(Revision left, Revision right) => left.Value <= right.Value;

    /// <summary>True if the left one is newer or the same.</summary>
    public static bool operator >=(Revision left, Revision right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

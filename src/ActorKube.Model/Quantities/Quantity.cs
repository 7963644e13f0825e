using System.Globalization;

namespace ActorKube.Model.Quantities;

/// <summary>
/// A Kubernetes resource quantity: a fixed-point number with a suffix, exact down to 1e-9, printed in canonical form. Two
/// quantities are equal if their values are: <c>0.5</c> equals <c>500m</c>.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/.</remarks>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    private const decimal Nano = 0.000000001m;
    private const string DecimalSuffixes = "num kMGTPE";
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    private readonly Notation _notation;

    private Quantity(decimal value, Notation notation)
    {
        Value = value;
        _notation = notation;
    }

    private enum Notation : byte
    {
        Decimal,
        Binary,
        Exponent,
    }

    /// <summary>Nothing.</summary>
    public static Quantity Zero => default;

    /// <summary>The value in the resource's own unit: cores, bytes, pieces.</summary>
    public decimal Value { get; }

    /// <summary>The value in thousandths, rounded up, as the scheduler counts CPU.</summary>
    public long Milli => (long)Math.Ceiling(Value * 1000);

    /// <summary>The value in whole units, rounded up, as the scheduler counts bytes.</summary>
    public long Units => (long)Math.Ceiling(Value);

    /// <summary>A quantity of whole units, printed with decimal suffixes.</summary>
    public static Quantity Of(decimal value) => new(value, Notation.Decimal);

    /// <summary>A quantity of bytes, printed with binary suffixes.</summary>
    public static Quantity OfBytes(long bytes) => new(bytes, Notation.Binary);

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">The text is not a quantity; the message says so in upstream's words.</exception>
    public static Quantity Parse(string text) => TryParse(text, out var quantity)
        ? quantity
        : throw new FormatException(
            $"quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$': \"{text}\"");

    /// <summary>Reads a quantity; false if the text is none. What is finer than 1e-9 is rounded away from zero.</summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (string.IsNullOrEmpty(text))
            return false;
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.' || (length == 0 && text[0] is '+' or '-')))
            length++;
        if (!decimal.TryParse(text.AsSpan(0, length), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var mantissa))
            return false;
        if (!TryScale(text.AsSpan(length), out var scale, out var notation))
            return false;
        try
        {
            var value = mantissa * scale;
            var nanos = value / Nano;
            var rounded = (value < 0 ? Math.Floor(nanos) : Math.Ceiling(nanos)) * Nano;
            quantity = new Quantity(rounded, notation);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Sum; the notation is the left one's unless that is zero.</summary>
    public static Quantity operator +(Quantity left, Quantity right) =>
        new(left.Value + right.Value, left.Value == 0 ? right._notation : left._notation);

    /// <summary>Difference; the notation is the left one's unless that is zero.</summary>
    public static Quantity operator -(Quantity left, Quantity right) =>
        new(left.Value - right.Value, left.Value == 0 ? right._notation : left._notation);

    /// <summary>True if the values are equal.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Value == right.Value;

    /// <summary>True if the values differ.</summary>
    public static bool operator !=(Quantity left, Quantity right) => left.Value != right.Value;

    /// <summary>True if the left one is less.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.Value < right.Value;

    /// <summary>True if the left one is more.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.Value > right.Value;

    /// <summary>True if the left one is no more.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.Value <= right.Value;

    /// <summary>True if the left one is no less.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public bool Equals(Quantity other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    /// <summary>The canonical text: no fraction, the largest suffix that allows it; binary suffixes only for whole numbers from 1024 up.</summary>
    public override string ToString()
    {
        if (Value == 0)
            return "0";
        if (_notation == Notation.Binary && Math.Abs(Value) >= 1024 && decimal.Truncate(Value) == Value)
            return Binary();
        return Decimal(_notation == Notation.Exponent);
    }

    private string Binary()
    {
        var (value, power) = (Value, 0);
        while (power < BinarySuffixes.Length - 1 && value % 1024 == 0)
            (value, power) = (value / 1024, power + 1);
        return Whole(value) + BinarySuffixes[power];
    }

    private string Decimal(bool asExponent)
    {
        var (value, power) = (Value, 0);
        while (decimal.Truncate(value) != value && power > -3)
            (value, power) = (value * 1000, power - 1);
        while (value % 1000 == 0 && power < 6)
            (value, power) = (value / 1000, power + 1);
        if (power == 0)
            return Whole(value);
        return asExponent ? $"{Whole(value)}e{power * 3}" : Whole(value) + DecimalSuffixes[power + 3];
    }

    private static string Whole(decimal value) => decimal.Truncate(value).ToString("0", CultureInfo.InvariantCulture);

    private static bool TryScale(ReadOnlySpan<char> suffix, out decimal scale, out Notation notation)
    {
        (scale, notation) = (1, Notation.Decimal);
        if (suffix.IsEmpty)
            return true;
        if (suffix.Length == 2 && suffix[1] == 'i')
        {
            notation = Notation.Binary;
            for (var power = 1; power < BinarySuffixes.Length; power++)
            {
                scale *= 1024;
                if (suffix.SequenceEqual(BinarySuffixes[power]))
                    return true;
            }
            return false;
        }
        if (suffix.Length == 1 && suffix[0] != ' ' && DecimalSuffixes.IndexOf(suffix[0], StringComparison.Ordinal) is >= 0 and var index)
        {
            scale = Power10((index - 3) * 3);
            return true;
        }
        if (suffix[0] is 'e' or 'E' && int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && exponent is >= -18 and <= 18)
        {
            notation = Notation.Exponent;
            scale = Power10(exponent);
            return true;
        }
        return false;
    }

    private static decimal Power10(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++)
            power *= 10;
        return exponent < 0 ? 1 / power : power;
    }
}

using System.Globalization;
using System.Numerics;

namespace ActorKube.Model.Quantities;

/// <summary>
/// A Kubernetes resource quantity: a fixed-point number with a suffix, exact down to 1e-9, printed in canonical form. Two
/// quantities are equal if their values are: <c>0.5</c> equals <c>500m</c>.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/.</remarks>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    private const decimal Nano = 0.000000001m;

    /// <summary>Where values are capped, in every notation: upstream caps the binary one. Sums of many such values still fit.</summary>
    private const decimal Largest = long.MaxValue;
    private static readonly BigInteger LargestNanos = new BigInteger(long.MaxValue) * 1_000_000_000;

    private const int LongestText = 64;
    private const int LargestExponent = 64;
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

    /// <summary>The value in thousandths, rounded up, as the scheduler counts CPU; at the ends of the range if it doesn't fit.</summary>
    public long Milli => Rounded(Value * 1000);

    /// <summary>The value in whole units, rounded up, as the scheduler counts bytes; at the ends of the range if it doesn't fit.</summary>
    public long Units => Rounded(Value);

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

    /// <summary>
    /// Reads a quantity; false if the text is none. What is finer than 1e-9 is rounded away from zero, what is larger than 2^63-1 is cut to that.
    /// </summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (text is not { Length: > 0 and <= LongestText })
            return false;
        var length = text[0] is '+' or '-' ? 1 : 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.'))
            length++;
        var digits = text.AsSpan(0, length);
        if (digits.Count('.') > 1 || !digits.ContainsAnyInRange('0', '9') || !TryScale(text.AsSpan(length), out var factor, out var power, out var notation))
            return false;
        var magnitude = Magnitude(digits.TrimStart("+-"), factor, power);
        if (notation == Notation.Binary && magnitude < 1)
            notation = Notation.Decimal;
        quantity = new Quantity(digits[0] == '-' ? -magnitude : magnitude, notation);
        return true;
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

    /// <summary>The digits, which may hold a point, times a factor and a power of ten: exact, then rounded up to nanos.</summary>
    private static decimal Magnitude(ReadOnlySpan<char> digits, BigInteger factor, int power)
    {
        var point = digits.IndexOf('.');
        var fraction = point < 0 ? 0 : digits.Length - point - 1;
        var whole = point < 0 ? BigInteger.Parse(digits, CultureInfo.InvariantCulture) : WithoutPoint(digits, point);
        power += 9 - fraction;
        var nanos = power >= 0
            ? whole * factor * BigInteger.Pow(10, power)
            : ((whole * factor) + BigInteger.Pow(10, -power) - 1) / BigInteger.Pow(10, -power);
        return nanos >= LargestNanos ? Largest : (decimal)nanos * Nano;
    }

    private static BigInteger WithoutPoint(ReadOnlySpan<char> digits, int point) =>
        BigInteger.Parse(string.Concat("0", digits[..point], digits[(point + 1)..]), CultureInfo.InvariantCulture);

    private static long Rounded(decimal value) => value >= long.MaxValue ? long.MaxValue
        : value <= long.MinValue ? long.MinValue
        : (long)Math.Ceiling(value);

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

    /// <summary>What a suffix multiplies by: a factor and a power of ten.</summary>
    private static bool TryScale(ReadOnlySpan<char> suffix, out BigInteger factor, out int power, out Notation notation)
    {
        (factor, power, notation) = (BigInteger.One, 0, Notation.Decimal);
        if (suffix.IsEmpty)
            return true;
        if (suffix is [_, 'i'])
        {
            notation = Notation.Binary;
            var index = Array.IndexOf(BinarySuffixes, suffix.ToString());
            factor = index > 0 ? BigInteger.One << (10 * index) : factor;
            return index > 0;
        }
        if (suffix is [not ' ' and var letter] && DecimalSuffixes.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var place)
        {
            power = (place - 3) * 3;
            return true;
        }
        notation = Notation.Exponent;
        return suffix[0] is 'e' or 'E'
            && int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power)
            && Math.Abs((long)power) <= LargestExponent;
    }
}

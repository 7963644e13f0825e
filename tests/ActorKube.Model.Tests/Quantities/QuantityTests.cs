using ActorKube.Model.Quantities;
using CsCheck;
using Xunit;

namespace ActorKube.Model.Tests.Quantities;

public sealed class QuantityTests
{
    // Cases of the Kubernetes reference and of apimachinery's own tests of canonical form.
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0n", "0")]
    [InlineData("-0", "0")]
    [InlineData("0Ki", "0")]
    [InlineData("1", "1")]
    [InlineData("+5", "5")]
    [InlineData("005", "5")]
    [InlineData("0.5", "500m")]
    [InlineData(".5", "500m")]
    [InlineData("1.", "1")]
    [InlineData("1.5", "1500m")]
    [InlineData("100m", "100m")]
    [InlineData("1000m", "1")]
    [InlineData("1500m", "1500m")]
    [InlineData("0.1m", "100u")]
    [InlineData("100000n", "100u")]
    [InlineData("1000k", "1M")]
    [InlineData("12000", "12k")]
    [InlineData("1234567", "1234567")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1024Ki", "1Mi")]
    [InlineData("0.5Mi", "512Ki")]
    [InlineData("1024Gi", "1Ti")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.1Mi", "104857600m")]
    [InlineData("0.0001Ki", "102400u")]
    [InlineData("1023", "1023")]
    [InlineData("2048", "2048")]
    [InlineData("1e3", "1e3")]
    [InlineData("1E3", "1e3")]
    [InlineData("1e+3", "1e3")]
    [InlineData("12e5", "1200e3")]
    [InlineData("1e-1", "100e-3")]
    [InlineData("100e-2", "1")]
    [InlineData("1E", "1E")]
    [InlineData("1Ei", "1Ei")]
    [InlineData("-1.5", "-1500m")]
    [InlineData("-2048Ki", "-2Mi")]
    [InlineData("-0.5", "-500m")]
    public void Prints_in_canonical_form(string text, string canonical) => Assert.Equal(canonical, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("0.1n", "1n")]
    [InlineData("1.1n", "2n")]
    [InlineData("-0.1n", "-1n")]
    [InlineData("0.0000000000000000000000000000000000001", "1n")]
    [InlineData("1e-40", "1e-9")]
    [InlineData("0.1u", "100n")]
    public void Rounds_what_is_finer_than_nanos_away_from_zero(string text, string rounded) => Assert.Equal(rounded, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("10E")]
    [InlineData("100Ei")]
    [InlineData("1e60")]
    [InlineData("99999999999999999999999999999999999999")]
    public void Caps_what_is_larger_than_any_machine(string text)
    {
        var quantity = Quantity.Parse(text);
        Assert.Equal(long.MaxValue, quantity.Value);
        Assert.Equal(long.MaxValue, quantity.Units);
        Assert.Equal(long.MaxValue, quantity.Milli);
        Assert.Equal(long.MinValue, Quantity.Parse("-" + text).Milli);
        Assert.True((quantity + quantity).Value > quantity.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.1.1")]
    [InlineData("1+1")]
    [InlineData("--1")]
    [InlineData(".")]
    [InlineData("m")]
    [InlineData("1mi")]
    [InlineData("1i")]
    [InlineData("1ki")]
    [InlineData("1K")]
    [InlineData("1MB")]
    [InlineData("1e")]
    [InlineData("1e1.5")]
    [InlineData("1e3Ki")]
    [InlineData("0x10")]
    [InlineData("aoeu")]
    [InlineData("١")]
    [InlineData("1e99999999999")]
    [InlineData("11111111111111111111111111111111111111111111111111111111111111111")]
    public void Refuses_what_is_no_quantity(string text)
    {
        Assert.False(Quantity.TryParse(text, out _));
        Assert.Contains("quantities must match", Assert.Throws<FormatException>(() => Quantity.Parse(text)).Message);
    }

    [Fact]
    public void Is_equal_to_what_has_the_same_value_in_another_notation()
    {
        Assert.Equal(Quantity.Parse("0.5"), Quantity.Parse("500m"));
        Assert.Equal(Quantity.Parse("1Ki").GetHashCode(), Quantity.Parse("1024").GetHashCode());
        Assert.True(Quantity.Parse("1Gi") > Quantity.Parse("1G"));
    }

    [Theory]
    [InlineData("100m", 100, 1)]
    [InlineData("1.0001", 1001, 2)]
    [InlineData("-1.5", -1500, -1)]
    [InlineData("1Ki", 1_024_000, 1024)]
    public void Rounds_up_as_the_scheduler_counts(string text, long milli, long units)
    {
        Assert.Equal(milli, Quantity.Parse(text).Milli);
        Assert.Equal(units, Quantity.Parse(text).Units);
    }

    [Theory]
    [InlineData("1Gi", "512Mi", "1536Mi", "512Mi")]
    [InlineData("1Gi", "24", "1073741848", "1073741800")]
    [InlineData("0", "1Gi", "1Gi", "-1Gi")]
    [InlineData("250m", "0.75", "1", "-500m")]
    public void Adds_and_subtracts_in_the_notation_of_the_left_one(string left, string right, string sum, string difference)
    {
        Assert.Equal(sum, (Quantity.Parse(left) + Quantity.Parse(right)).ToString());
        Assert.Equal(difference, (Quantity.Parse(left) - Quantity.Parse(right)).ToString());
    }

    private static readonly Gen<string> AnyText = Gen.Select(
        Gen.OneOf("", "-", "+"), Gen.Int[0, 9_999_999], Gen.Int[-1, 999_999],
        Gen.OneOf("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e3", "E-3", "e+6", "e-12", "e21"),
        (sign, whole, fraction, suffix) => $"{sign}{whole}{(fraction < 0 ? "" : $".{fraction}")}{suffix}");

    [Fact]
    public void Reads_back_what_it_prints() => AnyText.Sample(text =>
    {
        var quantity = Quantity.Parse(text);
        var again = Quantity.Parse(quantity.ToString());
        Assert.Equal(quantity.Value, again.Value);
        Assert.Equal(quantity.ToString(), again.ToString());
    });

    [Fact]
    public void Adds_like_numbers_and_takes_away_what_it_added() => Gen.Select(AnyText, AnyText).Sample((left, right) =>
    {
        var (a, b) = (Quantity.Parse(left), Quantity.Parse(right));
        Assert.Equal(a.Value + b.Value, (a + b).Value);
        Assert.Equal(a + b, b + a);
        Assert.Equal(a, a + b - b);
        Assert.Equal(a.Value.CompareTo(b.Value), a.CompareTo(b));
    });
}

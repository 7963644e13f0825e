using ActorKube.Model.Objects;
using CsCheck;
using Xunit;

namespace ActorKube.Model.Tests.Objects;

public sealed class LabelSetTests
{
    [Fact]
    public void Behaves_like_a_dictionary_in_order_of_key() =>
        Gen.Select(Gen.String[Gen.Char["abcAB/."], 0, 3], Gen.String[Gen.Char["xyz"], 0, 2]).Array[0, 12].Sample(entries =>
        {
            var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, value) in entries)
                expected[key] = value;
            var set = LabelSet.From(entries.Select(entry => new KeyValuePair<string, string>(entry.Item1, entry.Item2)));
            Assert.Equal(expected, set);
            Assert.All(expected, entry => Assert.Equal(entry.Value, set[entry.Key]));
            Assert.False(set.ContainsKey("no such key"));
            Assert.Equal(set, LabelSet.From(expected.Reverse()));
            Assert.Equal(set.GetHashCode(), LabelSet.From(expected.Reverse()).GetHashCode());
        });

    [Fact]
    public void With_makes_another_set_and_leaves_this_one()
    {
        var one = LabelSet.Of("b", "2");
        var two = one.With("a", "1").With("b", "3");
        Assert.Equal("b=2", one.ToString());
        Assert.Equal("a=1,b=3", two.ToString());
        Assert.Same(LabelSet.Empty, LabelSet.From(null));
    }
}

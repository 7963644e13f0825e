using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Selectors;
using CsCheck;
using k8s.Models;
using Xunit;

namespace ActorKube.Model.Tests.Selectors;

public sealed class LabelSelectorTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a=1", true)]
    [InlineData("a=1", "a=1,b=2", true)]
    [InlineData("a=1", "a=2", false)]
    [InlineData("a=1", "", false)]
    [InlineData("a==1", "a=1", true)]
    [InlineData("a!=1", "a=2", true)]
    [InlineData("a!=1", "", true)]
    [InlineData("a!=1", "a=1", false)]
    [InlineData("a in (1,2)", "a=2", true)]
    [InlineData("a in (1, 2)", "a=3", false)]
    [InlineData("a in (1)", "", false)]
    [InlineData("a notin (1,2)", "a=3", true)]
    [InlineData("a notin (1,2)", "", true)]
    [InlineData("a notin (1,2)", "a=1", false)]
    [InlineData("a", "a=", true)]
    [InlineData("a", "b=1", false)]
    [InlineData("!a", "b=1", true)]
    [InlineData("!a", "a=1", false)]
    [InlineData("a=", "a=", true)]
    [InlineData("a=", "a=1", false)]
    [InlineData(" app.kubernetes.io/name = web , tier in (front) ", "app.kubernetes.io/name=web,tier=front", true)]
    [InlineData("a=1,a!=1", "a=1", false)]
    public void Selects_by_every_requirement(string text, string labels, bool selected)
    {
        Assert.True(LabelSelector.TryParse(text, out var selector, out var fault), fault);
        Assert.Equal(selected, selector.Matches(Labels(labels)));
    }

    [Theory]
    [InlineData(",")]
    [InlineData("a=1,")]
    [InlineData("a=1,,b=2")]
    [InlineData("=1")]
    [InlineData("a in")]
    [InlineData("a in (1")]
    [InlineData("a in 1")]
    [InlineData("a=1 b=2")]
    [InlineData("a=(1)")]
    [InlineData("a=-x")]
    [InlineData("a in (b c)")]
    [InlineData("ä=1")]
    [InlineData("a=ö")]
    [InlineData("a=0123456789012345678901234567890123456789012345678901234567890123")]
    public void Refuses_what_it_cannot_read(string text)
    {
        Assert.False(LabelSelector.TryParse(text, out _, out var fault));
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void A_workload_without_a_selector_selects_nothing_and_an_empty_one_everything()
    {
        Assert.False(LabelSelector.From(null).Matches(Labels("a=1")));
        Assert.True(LabelSelector.From(new V1LabelSelector()).Matches(Labels("a=1")));
        Assert.True(LabelSelector.From(new V1LabelSelector()).IsEverything);
        Assert.False(LabelSelector.Nothing.IsEverything);
    }

    [Fact]
    public void A_workload_selects_by_labels_and_by_expressions()
    {
        var selector = LabelSelector.From(new V1LabelSelector
        {
            MatchLabels = new Dictionary<string, string> { ["app"] = "web" },
            MatchExpressions = [new() { Key = "tier", OperatorProperty = "NotIn", Values = ["back"] }, new() { Key = "old", OperatorProperty = "DoesNotExist" }],
        });
        Assert.Equal("app=web,tier!=back,!old", selector.ToString());
        Assert.True(selector.Matches(Labels("app=web,tier=front")));
        Assert.False(selector.Matches(Labels("app=web,tier=back")));
        Assert.False(selector.Matches(Labels("app=web,old=1")));
    }

    [Theory]
    [InlineData("in", "1", "is not a valid label selector operator")]
    [InlineData("In", null, "must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("Exists", "1", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    [InlineData("Gt", "x", "must be one integer")]
    public void Refuses_values_that_do_not_suit_the_operator(string @operator, string? value, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => LabelRequirement.From("a", @operator, value is null ? null : [value])).Message);

    [Theory]
    [InlineData("Gt", "5", true)]
    [InlineData("Gt", "7", false)]
    [InlineData("Lt", "8", true)]
    [InlineData("Lt", "7", false)]
    public void Compares_whole_numbers_for_node_affinity(string @operator, string bound, bool matches)
    {
        var requirement = LabelRequirement.From("n", @operator, [bound]);
        Assert.Equal(matches, requirement.Matches(Labels("n=7")));
        Assert.False(requirement.Matches(Labels("n=seven")));
        Assert.False(requirement.Matches(Labels("m=7")));
    }

    private static readonly Gen<string> Key = Gen.OneOf("a", "b", "app.kubernetes.io/name", "in", "notin", "x_y-z");

    private static readonly Gen<string> Value = Gen.OneOf("", "1", "web", "a.b-c_d", "in");

    private static readonly Gen<LabelRequirement> Requirement = Gen.Select(Key, Gen.Int[0, 3], Value.Array[1, 3], (key, kind, values) => (LabelOperator)kind switch
    {
        LabelOperator.In or LabelOperator.NotIn => new LabelRequirement(key, (LabelOperator)kind, [.. values]),
        var bare => new LabelRequirement(key, bare, []),
    });

    [Fact]
    public void Reads_back_what_it_prints() => Gen.Select(Requirement.Array[0, 4], Gen.Dictionary(Key, Value)[0, 4]).Sample((requirements, labels) =>
    {
        var selector = LabelSelector.Of(requirements);
        Assert.True(LabelSelector.TryParse(selector.ToString(), out var again, out var fault), fault);
        Assert.Equal(selector.ToString(), again.ToString());
        Assert.Equal(requirements.Length, again.Requirements.Length);
        Assert.Equal(selector.Matches(labels), again.Matches(labels));
        Assert.Equal(requirements.All(requirement => Slowly(requirement, labels)), selector.Matches(labels));
    });

    private static bool Slowly(LabelRequirement requirement, Dictionary<string, string> labels) => requirement.Operator switch
    {
        LabelOperator.In => labels.ContainsKey(requirement.Key) && requirement.Values.Contains(labels[requirement.Key]),
        LabelOperator.NotIn => !labels.ContainsKey(requirement.Key) || !requirement.Values.Contains(labels[requirement.Key]),
        LabelOperator.Exists => labels.ContainsKey(requirement.Key),
        _ => !labels.ContainsKey(requirement.Key),
    };

    private static LabelSet Labels(string text) => LabelSet.From(text.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(label => label.Split('=')).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1])).ToImmutableArray());
}

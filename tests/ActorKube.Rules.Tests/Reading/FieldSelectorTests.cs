using ActorKube.Model.Kinds;
using ActorKube.Rules.Reading;
using CsCheck;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Reading;

/// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/.</summary>
public sealed class FieldSelectorTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("metadata.name=web", true)]
    [InlineData("metadata.name==web,metadata.namespace=default", true)]
    [InlineData("metadata.name!=web", false)]
    [InlineData("spec.nodeName=n1", true)]
    [InlineData("spec.nodeName=n1,status.phase!=Succeeded,status.phase!=Failed", true)]
    [InlineData("status.phase=Failed", false)]
    [InlineData("spec.hostNetwork=false", true)]
    [InlineData("spec.restartPolicy=", true)]
    public void Pods_are_selected_by_their_fields(string text, bool selected)
    {
        var pod = APod("web").On("n1").Phase("Running").Build();
        Assert.True(FieldSelector.TryParse(KindCatalogue.Pod, text, out var selector, out _));
        Assert.Equal(selected, selector.Matches(pod));
    }

    [Theory]
    [InlineData("spec.containers=x", "field label not supported: spec.containers")]
    [InlineData("metadata.name", "invalid field selector: 'metadata.name'; can't understand 'metadata.name'")]
    [InlineData("=x", "invalid field selector: '=x'; can't understand '=x'")]
    [InlineData(@"metadata.name=a\", @"invalid field selector: 'metadata.name=a\'; can't understand 'metadata.name=a\'")]
    public void What_cannot_be_selected_by_is_refused(string text, string message)
    {
        Assert.False(FieldSelector.TryParse(KindCatalogue.Pod, text, out _, out var refusal));
        Assert.Equal((400, message), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void A_term_on_the_name_names_the_only_object_that_can_match()
    {
        Assert.True(FieldSelector.TryParse(KindCatalogue.Pod, "metadata.name=web,status.phase=Running", out var selector, out _));
        Assert.Equal("web", selector.Name);
        Assert.Null(FieldSelector.Everything.Name);
    }

    [Fact]
    public void What_is_printed_is_read_again() => Gen.String[Gen.Char["ab,=\\ .-"], 0, 12].Sample(value =>
    {
        var text = $"metadata.name={value.Replace("\\", "\\\\").Replace(",", "\\,").Replace("=", "\\=")}";
        Assert.True(FieldSelector.TryParse(KindCatalogue.Pod, text, out var selector, out _));
        Assert.True(FieldSelector.TryParse(KindCatalogue.Pod, selector.ToString(), out var again, out _));
        Assert.Equal((value, selector.ToString()), (again.Name, again.ToString()));
    });

    [Fact]
    public void No_text_makes_it_fail() => Gen.String.Sample(text =>
        FieldSelector.TryParse(KindCatalogue.Event, text, out _, out _) || true);
}

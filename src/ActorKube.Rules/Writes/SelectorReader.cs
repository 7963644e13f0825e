using System.Text.Json.Nodes;
using ActorKube.Model.Selectors;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>Reads label selectors out of trees that nobody has checked.</summary>
internal static class SelectorReader
{
    /// <summary>The selector in a tree; one that is missing, or that can't be read, selects nothing.</summary>
    internal static LabelSelector Read(JsonObject? selector)
    {
        if (selector is null)
            return LabelSelector.Nothing;
        try
        {
            var equal = LabelSelector.Equal(selector.Labels("matchLabels")).Requirements;
            var expressions = selector.Array("matchExpressions").Objects().Select(expression =>
                LabelRequirement.From(expression.Text("key"), expression.Text("operator"), expression.Array("values").Texts()));
            return LabelSelector.Of(equal.Concat(expressions).OrderBy(requirement => requirement.Key, StringComparer.Ordinal));
        }
        catch (FormatException)
        {
            return LabelSelector.Nothing;
        }
    }
}

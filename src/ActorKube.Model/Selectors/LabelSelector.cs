using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using k8s.Models;

namespace ActorKube.Model.Selectors;

/// <summary>
/// A selector over labels: all requirements must hold. The one without requirements selects everything; <see cref="Nothing"/>
/// selects nothing.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors.</remarks>
public sealed partial class LabelSelector
{
    /// <summary>Selects every object.</summary>
    public static readonly LabelSelector Everything = new([]);

    /// <summary>Selects no object: what a controller without a selector gets.</summary>
    public static readonly LabelSelector Nothing = new([]) { SelectsNothing = true };

    private LabelSelector(ImmutableArray<LabelRequirement> requirements) => Requirements = requirements;

    /// <summary>The requirements, all of which must hold.</summary>
    public ImmutableArray<LabelRequirement> Requirements { get; }

    /// <summary>True if the selector selects nothing at all.</summary>
    public bool SelectsNothing { get; private init; }

    /// <summary>True if there is no requirement and everything is selected.</summary>
    public bool IsEverything => Requirements.IsEmpty && !SelectsNothing;

    /// <summary>A selector of these requirements.</summary>
    public static LabelSelector Of(IEnumerable<LabelRequirement> requirements) => new([.. requirements]);

    /// <summary>A selector of labels that must be equal.</summary>
    public static LabelSelector Equal(IEnumerable<KeyValuePair<string, string>>? labels) =>
        new([.. (labels ?? []).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => new LabelRequirement(label.Key, LabelOperator.In, [label.Value]))]);

    /// <summary>The selector of a workload: null selects nothing, an empty one everything.</summary>
    /// <exception cref="FormatException">An operator is unknown, or values don't suit it.</exception>
    public static LabelSelector From(V1LabelSelector? selector)
    {
        if (selector is null)
            return Nothing;
        var expressions = (selector.MatchExpressions ?? []).Select(expression =>
            LabelRequirement.From(expression.Key, expression.OperatorProperty, expression.Values));
        return new([.. Equal(selector.MatchLabels).Requirements, .. expressions]);
    }

    /// <summary>Reads the form of URLs and command lines: <c>a=1,b!=2,c in (x,y),d notin (z),e,!f</c>; empty selects everything.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LabelSelector? selector, [NotNullWhen(false)] out string? fault)
    {
        (selector, fault) = (null, null);
        var requirements = ImmutableArray.CreateBuilder<LabelRequirement>();
        var rest = (text ?? "").AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            var match = Requirement().Match(rest.ToString());
            if (!match.Success)
            {
                fault = $"unable to parse requirement: \"{rest}\" is none of key=value, key!=value, key in (a,b), key notin (a,b), key, !key";
                return false;
            }
            var requirement = FromMatch(match);
            if (requirement.Values.FirstOrDefault(value => !Value().IsMatch(value)) is { } wrong)
            {
                fault = $"values: Invalid value: \"{wrong}\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', " +
                    "and must start and end with an alphanumeric character";
                return false;
            }
            requirements.Add(requirement);
            rest = rest[match.Length..].TrimStart();
            if (rest.IsEmpty)
                break;
            if (rest[0] != ',' || rest[1..].Trim().IsEmpty)
            {
                fault = $"unable to parse requirement: expected a comma and another requirement at \"{rest}\"";
                return false;
            }
            rest = rest[1..].TrimStart();
        }
        selector = new(requirements.DrainToImmutable());
        return true;
    }

    /// <summary>True if these labels are selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        if (SelectsNothing)
            return false;
        foreach (var requirement in Requirements)
            if (!requirement.Matches(labels))
                return false;
        return true;
    }

    /// <summary>The form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => SelectsNothing ? "<none>" : string.Join(',', Requirements);

    private static LabelRequirement FromMatch(Match match)
    {
        var key = match.Groups["key"].Value;
        if (match.Groups["not"].Success)
            return new(key, LabelOperator.DoesNotExist, []);
        if (match.Groups["set"].Success)
        {
            ImmutableArray<string> values = [.. match.Groups["values"].Value.Split(',').Select(value => value.Trim())];
            return new(key, match.Groups["set"].Value == "in" ? LabelOperator.In : LabelOperator.NotIn, values);
        }
        if (match.Groups["eq"].Success)
            return new(key, match.Groups["eq"].Value == "!=" ? LabelOperator.NotIn : LabelOperator.In, [match.Groups["value"].Value]);
        return new(key, LabelOperator.Exists, []);
    }

    [GeneratedRegex("""^(?:(?<not>!)\s*(?<key>[A-Za-z0-9_./-]+)|(?<key>[A-Za-z0-9_./-]+)\s+(?<set>in|notin)\s*\((?<values>[^()]*)\)|(?<key>[A-Za-z0-9_./-]+)(?:\s*(?<eq>==|!=|=)\s*(?<value>[A-Za-z0-9_.-]*))?)(?=\s*(?:,|$))""")]
    private static partial Regex Requirement();

    [GeneratedRegex("""^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?\z""")]
    private static partial Regex Value();
}

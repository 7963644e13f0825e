using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ActorKube.Rules.Printing;

/// <summary>
/// A path into an object, as columns of custom kinds give it: fields (<c>.a.b</c>, <c>['a.b']</c>, <c>.a\.b</c>), items (<c>[0]</c>, <c>[-1]</c>,
/// <c>[1:3]</c>, <c>[*]</c>), and items that meet a condition (<c>[?(@.type=="Ready")]</c>). Recursive descent and unions aren't read.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubectl/jsonpath/.</remarks>
internal sealed class JsonPath
{
    private readonly ImmutableArray<IJsonPathStep> _steps;

    internal JsonPath(ImmutableArray<IJsonPathStep> steps) => _steps = steps;

    /// <summary>The path of a text such as <c>.spec.replicas</c>; false if it is none.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path)
    {
        path = new JsonPathReader(text).ReadWhole();
        return path is not null;
    }

    /// <summary>All that the path leads to.</summary>
    internal IEnumerable<JsonElement> Find(JsonElement root) =>
        _steps.Aggregate((IEnumerable<JsonElement>)[root], (found, step) => found.SelectMany(step.From));

    /// <summary>The first that the path leads to; undefined if there is nothing.</summary>
    internal JsonElement First(JsonElement root) => Find(root).FirstOrDefault();
}

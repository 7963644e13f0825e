using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ActorKube.Rules.Admission.Decoding;

/// <summary>
/// The fields of a class of <c>k8s.Models</c> and their types. A tree is checked against them in place, without a decode; quantities are
/// and times are brought into canonical form on the way, as upstream's decoder does.
/// </summary>
internal sealed class ModelShape
{
    private static readonly ConcurrentDictionary<Type, ModelShape> Shapes = new();

    private readonly Lazy<FrozenDictionary<string, ValueShape>> _fields;

    private ModelShape(Type model) => _fields = new(() => model.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Select(property => (Name: property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, property.PropertyType))
        .Where(property => property.Name is not null)
        .ToFrozenDictionary(property => property.Name!, property => TimeShape.Of(property.Name!, property.PropertyType) ?? ValueShape.Of(property.PropertyType)));

    internal static ModelShape Of(Type model) => Shapes.GetOrAdd(model, type => new ModelShape(type));

    /// <summary>
    /// What is wrong with the types in a tree (the first wrong one), and which fields are unknown (all, as upstream's warnings). Unknown fields are dropped, as
    /// upstream's decoder does.
    /// </summary>
    internal (string? Fault, ImmutableArray<string> Unknown) Check(JsonObject tree)
    {
        var findings = new ShapeFindings();
        Check(tree, "", findings);
        return (findings.Fault, findings.Unknown);
    }

    internal void Check(JsonObject tree, string path, ShapeFindings findings)
    {
        List<(string Name, JsonNode? Value)>? replaced = null;
        foreach (var (name, value) in tree)
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (!_fields.Value.TryGetValue(name, out var shape))
            {
                findings.AddUnknown(at);
                (replaced ??= []).Add((name, null));
            }
            else if (value is not null && shape.Check(value, at, findings) is { } canonical)
            {
                (replaced ??= []).Add((name, canonical));
            }
        }
        foreach (var (name, value) in replaced ?? [])
        {
            if (value is null)
                tree.Remove(name);
            else
                tree[name] = value;
        }
    }
}

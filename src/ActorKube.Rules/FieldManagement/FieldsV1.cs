using System.Text.Json.Nodes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>The JSON form of a set of places: an object for each step, and <c>"."</c> for a place that has others below it.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ (fieldsV1).</remarks>
internal static class FieldsV1
{
    private const string Itself = ".";

    /// <summary>What can't be read is left out.</summary>
    internal static FieldSet Read(JsonObject fields) => Node(fields, isMember: fields.ContainsKey(Itself));

    internal static JsonObject Write(FieldSet set)
    {
        var fields = new JsonObject();
        if (set is { IsMember: true, Children.IsEmpty: false })
            fields[Itself] = new JsonObject();
        foreach (var (step, child) in set.Children)
            fields[step] = Write(child);
        return fields;
    }

    private static FieldSet Node(JsonObject fields, bool isMember) => FieldSet.Of(isMember, fields
        .Where(field => field.Value is JsonObject)
        .Select(field => (Step: PathStep.Read(field.Key), Below: (JsonObject)field.Value!))
        .Where(field => field.Step is not null)
        // Nothing below it means the place itself.
        .GroupBy(field => field.Step!, field => Node(field.Below, field.Below.Count == 0 || field.Below.ContainsKey(Itself)))
        .Select(group => KeyValuePair.Create(group.Key, group.Aggregate((one, other) => one.Union(other)))));
}

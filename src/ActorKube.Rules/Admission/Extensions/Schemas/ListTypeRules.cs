using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>How lists are merged, and by which keys.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy.</remarks>
internal static class ListTypeRules
{
    internal static IEnumerable<FieldFault> Check(Field schema)
    {
        var (list, keys, items) = (schema["x-kubernetes-list-type"], schema["x-kubernetes-list-map-keys"], schema["items"]);
        return
        [
            .. Type(schema["type"], list, items),
            .. keys.Count == 0 || list.Text == "map" ? Array.Empty<FieldFault>() : [NoMap(list)],
            .. list.Text == "map" ? Map(keys, items) : [],
            .. list.Text is "map" or "set" && items.Node is JsonObject ? NotNullable(list.Text, keys, items) : [],
        ];
    }

    private static FieldFault NoMap(Field list)
    {
        const string Sentence = "must be map if x-kubernetes-list-map-keys is non-empty";
        return list.IsSet ? FieldFault.Invalid(list.Path, list.Text, Sentence) : FieldFault.Required(list.Path, Sentence);
    }

    private static IEnumerable<FieldFault> Type(Field type, Field list, Field items)
    {
        if (!list.IsSet)
            yield break;
        const string Sentence = "must be array if x-kubernetes-list-type is specified";
        const string Atomic = "must be atomic as item of a list with x-kubernetes-list-type=set";
        var (inner, map) = (items["x-kubernetes-list-type"], items["x-kubernetes-map-type"]);
        if (type.Text != "array")
            yield return type.IsEmptyText ? FieldFault.Required(type.Path, Sentence) : FieldFault.Invalid(type.Path, type.Text, Sentence);
        else if (list.Text == "set" && items["type"].Text == "array" && inner.IsSet && inner.Text != "atomic")
            yield return FieldFault.Invalid(inner.Path, inner.Text, Atomic);
        else if (list.Text == "set" && items["type"].Text == "object" && map.Text != "atomic")
            // Upstream shows the type of the list here, too.
            yield return FieldFault.Invalid(map.Path, inner.Node, Atomic);
        if (list.Text is not ("atomic" or "set" or "map"))
            yield return FieldFault.NotSupported(list.Path, list.Text, "atomic", "set", "map");
    }

    private static IEnumerable<FieldFault> Map(Field keys, Field items)
    {
        if (keys.Count == 0)
            yield return FieldFault.Required(keys.Path, "must not be empty if x-kubernetes-list-type is map");
        if (!items.IsSet)
            yield return FieldFault.Required(items.Path, "must have a schema if x-kubernetes-list-type is map");
        else if (items.Node is not JsonObject)
            yield return FieldFault.Invalid(items.Path, items.Node, "must only have a single schema if x-kubernetes-list-type is map");
        else if (items["type"].Text != "object")
            yield return FieldFault.Invalid(items["type"].Path, items["type"].Text, "must be object if parent array's x-kubernetes-list-type is map");
        if (items["type"].Text != "object")
            yield break;
        var seen = new HashSet<string>();
        foreach (var key in keys.Items)
        {
            var property = items["properties"].Key(key.Text);
            if (!property.IsSet)
                yield return FieldFault.Invalid(keys.Path, GoSyntax.Texts(keys), "entries must all be names of item properties");
            else if (property["type"].Text is "array" or "object")
                yield return FieldFault.Invalid(property["type"].Path, items["type"].Text, "must be a scalar type if parent array's x-kubernetes-list-type is map");
            if (!seen.Add(key.Text))
                yield return FieldFault.Invalid(keys.Path, GoSyntax.Texts(keys), "must not contain duplicate entries");
        }
    }

    private static IEnumerable<FieldFault> NotNullable(string list, Field keys, Field items)
    {
        if (items["nullable"].Flag)
            yield return FieldFault.Forbidden(items["nullable"].Path, $"cannot be nullable when x-kubernetes-list-type is {list}");
        if (list != "map")
            yield break;
        var required = items["required"].Items.Select(name => name.Text).ToHashSet();
        foreach (var property in keys.Items.Select(key => (Name: key.Text, Schema: items["properties"].Key(key.Text))).Where(property => property.Schema.IsSet))
        {
            const string Sentence = "this property is in x-kubernetes-list-map-keys, so it";
            if (!required.Contains(property.Name) && !property.Schema["default"].IsSet)
                yield return FieldFault.Required(property.Schema["default"].Path, $"{Sentence} must have a default or be a required property");
            if (property.Schema["nullable"].Flag)
                yield return FieldFault.Forbidden(property.Schema["nullable"].Path, $"{Sentence} cannot be nullable");
        }
    }
}

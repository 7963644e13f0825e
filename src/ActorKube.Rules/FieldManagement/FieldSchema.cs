using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.Models;

namespace ActorKube.Rules.FieldManagement;

/// <summary>
/// How a value is merged and owned: field by field, item by item, or as a whole. It is read from the classes of <c>k8s.Models</c>, and <see cref="MergeTypes"/>
/// says what those don't.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy.</remarks>
internal abstract class FieldSchema
{
    /// <summary>A value that has one owner as a whole.</summary>
    internal static readonly FieldSchema Leaf = new LeafSchema();

    /// <summary>A value that nobody has described: maps are merged, lists are not.</summary>
    internal static readonly FieldSchema Unknown = new UnknownSchema();

    private static readonly ConcurrentDictionary<Type, FieldSchema> Structs = new();

    /// <summary>The schema of a class; of one that isn't in <c>k8s.Models</c> only the metadata is known.</summary>
    internal static FieldSchema Of(Type model) => model.Namespace == typeof(V1Pod).Namespace
        ? Structs.GetOrAdd(model, type => new StructSchema(type))
        : DefinedSchema.Instance;

    /// <summary>The schema of a field, if this is merged field by field; and whether the field is one that the schema names.</summary>
    internal virtual (FieldSchema Schema, bool Named) Field(string name) => (Unknown, false);

    /// <summary>True if an object here is merged field by field.</summary>
    internal virtual bool MergesFields => false;

    /// <summary>True if a list here is merged item by item.</summary>
    internal virtual bool MergesItems => false;

    /// <summary>The schema of the items of a list.</summary>
    internal virtual FieldSchema Items => Unknown;

    /// <summary>The step to an item of a list that is merged; null if the item has no such thing.</summary>
    internal virtual string? StepTo(JsonNode? item) => null;

    private static FieldSchema OfValue(Type type, Type owner, string field)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(object))
            return Unknown;
        if (type == typeof(ResourceQuantity) || type == typeof(IntOrString) || MergeTypes.IsAtomic(type) || MergeTypes.IsAtomic(owner, field))
            return Leaf;
        if (Generic(type, typeof(IDictionary<,>)) is { } map)
            return new MapSchema(OfValue(map[1], owner, ""));
        if (Generic(type, typeof(IList<>)) is { } list)
            return MergeTypes.ListOf(owner, field) is { } merge ? new ListSchema(OfValue(list[0], owner, ""), merge) : Leaf;
        return type.Namespace == typeof(V1Pod).Namespace ? Of(type) : Leaf;
    }

    private static Type[]? Generic(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments() : null;

    private sealed class LeafSchema : FieldSchema;

    private sealed class UnknownSchema : FieldSchema
    {
        internal override bool MergesFields => true;
    }

    private sealed class StructSchema(Type model) : FieldSchema
    {
        // Late, since classes contain themselves.
        private readonly Lazy<FrozenDictionary<string, FieldSchema>> _fields = new(() => model.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Select(property => (Name: property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, property.PropertyType))
            .Where(property => property.Name is not null)
            .ToFrozenDictionary(property => property.Name!, property => OfValue(property.PropertyType, model, property.Name!)));

        internal override bool MergesFields => true;

        internal override (FieldSchema Schema, bool Named) Field(string name) =>
            _fields.Value.TryGetValue(name, out var field) ? (field, true) : (Unknown, false);
    }

    private sealed class DefinedSchema : FieldSchema
    {
        internal static readonly DefinedSchema Instance = new();

        internal override bool MergesFields => true;

        internal override (FieldSchema Schema, bool Named) Field(string name) => name switch
        {
            "metadata" => (Of(typeof(V1ObjectMeta)), true),
            "apiVersion" or "kind" => (Leaf, true),
            _ => (Unknown, false),
        };
    }

    private sealed class MapSchema(FieldSchema values) : FieldSchema
    {
        internal override bool MergesFields => true;

        internal override (FieldSchema Schema, bool Named) Field(string name) => (values, false);
    }

    private sealed class ListSchema(FieldSchema items, ListType merge) : FieldSchema
    {
        internal override bool MergesItems => true;

        internal override FieldSchema Items => items;

        internal override string? StepTo(JsonNode? item)
        {
            if (merge.Keys.IsEmpty)
                return item is JsonValue ? PathStep.Value(item) : null;
            if (item is not JsonObject fields)
                return null;
            var keys = merge.Keys.Select(key => KeyValuePair.Create(key.Name, fields[key.Name] ?? key.Default)).ToImmutableArray();
            return keys.Any(key => key.Value is not JsonValue) ? null : PathStep.Key(keys!);
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ActorKube.Model.Objects;

namespace ActorKube.Model.Json;

/// <summary>Reads an object's metadata straight from its bytes, and puts a new resourceVersion into them without a decode.</summary>
internal static class MetadataReader
{
    private static ReadOnlySpan<byte> ResourceVersion => "resourceVersion"u8;

    internal static (ObjectMetadata Metadata, Revision Revision) Read(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            throw new JsonException("the object is not valid UTF-8");
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        Expect(ref reader, JsonTokenType.StartObject, "the object");
        var metadata = new ObjectMetadata();
        var revision = Revision.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = Decode(ref reader) == "metadata";
            reader.Read();
            if (isMetadata && reader.TokenType != JsonTokenType.Null)
                metadata = ReadMetadata(ref reader, out revision);
            else
                Pass(ref reader);
        }
        // A well-formed object with something behind it would spoil every response that it is copied into.
        if (reader.Read())
            throw new JsonException("expected one JSON object, got more");
        return (metadata, revision);
    }

    /// <summary>The same bytes with <c>metadata.resourceVersion</c> set: one copy, no decode.</summary>
    internal static byte[] SpliceRevision(ReadOnlySpan<byte> json, Revision revision)
    {
        var (start, end, insert) = FindRevision(json);
        var text = insert switch
        {
            Splice.IntoEmpty => $"\"resourceVersion\":\"{revision}\"",
            Splice.BeforeOthers => $"\"resourceVersion\":\"{revision}\",",
            Splice.Replace => $"\"{revision}\"",
            _ => throw new JsonException("the object has no metadata"),
        };
        var spliced = new byte[json.Length - (end - start) + text.Length];
        json[..start].CopyTo(spliced);
        Encoding.ASCII.GetBytes(text, spliced.AsSpan(start));
        json[end..].CopyTo(spliced.AsSpan(start + text.Length));
        return spliced;
    }

    private enum Splice
    {
        None,
        IntoEmpty,
        BeforeOthers,
        Replace,
    }

    private static (int Start, int End, Splice Splice) FindRevision(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        Expect(ref reader, JsonTokenType.StartObject, "the object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (!isMetadata || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            var first = (int)reader.BytesConsumed;
            var empty = true;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                empty = false;
                var isRevision = reader.ValueTextEquals(ResourceVersion);
                reader.Read();
                if (isRevision)
                    return ((int)reader.TokenStartIndex, (int)reader.BytesConsumed, Splice.Replace);
                reader.Skip();
            }
            return (first, first, empty ? Splice.IntoEmpty : Splice.BeforeOthers);
        }
        return (0, 0, Splice.None);
    }

    private static ObjectMetadata ReadMetadata(ref Utf8JsonReader reader, out Revision revision)
    {
        Expect(reader.TokenType, JsonTokenType.StartObject, "metadata");
        revision = Revision.None;
        var metadata = new ObjectMetadata();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Decode(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                continue;
            switch (name)
            {
                case "name": metadata = metadata with { Name = Text(ref reader, name) }; break;
                case "generateName": metadata = metadata with { GenerateName = Text(ref reader, name) }; break;
                case "namespace": metadata = metadata with { Namespace = Text(ref reader, name) }; break;
                case "uid": metadata = metadata with { Uid = Text(ref reader, name) }; break;
                case "generation": metadata = metadata with { Generation = Number(ref reader, name) }; break;
                case "labels": metadata = metadata with { Labels = Map(ref reader, name) }; break;
                case "annotations": metadata = metadata with { Annotations = Map(ref reader, name) }; break;
                case "ownerReferences": metadata = metadata with { OwnerReferences = Owners(ref reader) }; break;
                case "finalizers": metadata = metadata with { Finalizers = Strings(ref reader, name) }; break;
                case "creationTimestamp": metadata = metadata with { CreationTimestamp = Time(ref reader, name) }; break;
                case "deletionTimestamp": metadata = metadata with { DeletionTimestamp = Time(ref reader, name) }; break;
                case "deletionGracePeriodSeconds": metadata = metadata with { DeletionGracePeriodSeconds = Number(ref reader, name) }; break;
                case "resourceVersion":
                    var text = Text(ref reader, name);
                    if (text.Length > 0 && !Revision.TryParse(text, out revision))
                        throw new JsonException($"metadata.resourceVersion: \"{text}\" is not a whole number");
                    break;
                default: Pass(ref reader); break;
            }
        }
        return metadata;
    }

    /// <summary>Passes over a value, whose strings must be text: half a surrogate pair, escaped, can't be decoded later by anyone.</summary>
    private static void Pass(ref Utf8JsonReader reader)
    {
        var nested = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        var depth = reader.CurrentDepth;
        if (!nested && reader.ValueIsEscaped)
            Decode(ref reader);
        while (nested && reader.Read() && reader.CurrentDepth > depth)
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                Decode(ref reader);
    }

    private static string Text(ref Utf8JsonReader reader, string field)
    {
        Expect(reader.TokenType, JsonTokenType.String, "metadata." + field);
        return Decode(ref reader);
    }

    private static string Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("a string holds half of a surrogate pair");
        }
    }

    private static bool Flag(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        var other => throw new JsonException($"metadata.{field}: expected a boolean, got {Name(other)}"),
    };

    private static long Number(ref Utf8JsonReader reader, string field)
    {
        Expect(reader.TokenType, JsonTokenType.Number, "metadata." + field);
        return reader.TryGetInt64(out var number) ? number : throw new JsonException($"metadata.{field}: not a whole number");
    }

    private static DateTimeOffset Time(ref Utf8JsonReader reader, string field)
    {
        var text = Text(ref reader, field);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw new JsonException($"metadata.{field}: \"{text}\" is not a time");
    }

    private static LabelSet Map(ref Utf8JsonReader reader, string field)
    {
        Expect(reader.TokenType, JsonTokenType.StartObject, "metadata." + field);
        var entries = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Decode(ref reader);
            reader.Read();
            entries.Add(new(key, Text(ref reader, $"{field}.{key}")));
        }
        return LabelSet.From(entries);
    }

    private static ImmutableArray<string> Strings(ref Utf8JsonReader reader, string field)
    {
        Expect(reader.TokenType, JsonTokenType.StartArray, "metadata." + field);
        var items = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Text(ref reader, field));
        return items.DrainToImmutable();
    }

    private static ImmutableArray<OwnerReference> Owners(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType, JsonTokenType.StartArray, "metadata.ownerReferences");
        var owners = ImmutableArray.CreateBuilder<OwnerReference>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TokenType, JsonTokenType.StartObject, "metadata.ownerReferences[]");
            var owner = new OwnerReference("", "", "", "", Controller: false, BlockOwnerDeletion: false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var field = Decode(ref reader);
                reader.Read();
                owner = field switch
                {
                    "apiVersion" => owner with { ApiVersion = Text(ref reader, "ownerReferences.apiVersion") },
                    "kind" => owner with { Kind = Text(ref reader, "ownerReferences.kind") },
                    "name" => owner with { Name = Text(ref reader, "ownerReferences.name") },
                    "uid" => owner with { Uid = Text(ref reader, "ownerReferences.uid") },
                    "controller" => owner with { Controller = Flag(ref reader, "ownerReferences.controller") },
                    "blockOwnerDeletion" => owner with { BlockOwnerDeletion = Flag(ref reader, "ownerReferences.blockOwnerDeletion") },
                    _ => Skipped(ref reader, owner),
                };
            }
            owners.Add(owner);
        }
        return owners.DrainToImmutable();
    }

    private static OwnerReference Skipped(ref Utf8JsonReader reader, OwnerReference owner)
    {
        Pass(ref reader);
        return owner;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        reader.Read();
        Expect(reader.TokenType, type, what);
    }

    private static void Expect(JsonTokenType got, JsonTokenType wanted, string what)
    {
        if (got != wanted)
            throw new JsonException($"{what}: expected {Name(wanted)}, got {Name(got)}");
    }

    private static string Name(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => type.ToString(),
    };
}

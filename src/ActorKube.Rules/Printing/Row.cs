using System.Globalization;
using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;

namespace ActorKube.Rules.Printing;

/// <summary>One object on its way into a row: its fields on one side, its cells on the other, written in the order of the columns.</summary>
internal readonly struct Row(ApiObject value, JsonElement root, DateTimeOffset now, Utf8JsonWriter cells)
{
    internal const string None = "<none>";
    internal const string Unset = "<unset>";
    internal const string Unknown = "<unknown>";

    internal ApiObject Value => value;

    internal JsonElement Root => root;

    internal JsonElement Spec => root.Field("spec");

    internal JsonElement Status => root.Field("status");

    internal Row Name() => Text(value.Key.Name);

    internal Row Age() => Text(HumanDuration.Since(value.Metadata.CreationTimestamp, now));

    internal Row CreatedAt() => Text(
        value.Metadata.CreationTimestamp?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? Unknown);

    /// <summary>How long ago a moment was.</summary>
    internal string Since(DateTimeOffset? moment) => HumanDuration.Since(moment, now);

    internal Row Text(string cell)
    {
        cells.WriteStringValue(cell);
        return this;
    }

    /// <summary>The text, or what stands for a missing one.</summary>
    internal Row Text(string cell, string ifEmpty) => Text(cell.Length > 0 ? cell : ifEmpty);

    internal Row Number(long? cell)
    {
        cells.WriteNumberValue(cell ?? 0);
        return this;
    }

    internal Row Fraction(double cell)
    {
        cells.WriteNumberValue(cell);
        return this;
    }

    internal Row Flag(bool cell)
    {
        cells.WriteBooleanValue(cell);
        return this;
    }

    internal Row Null()
    {
        cells.WriteNullValue();
        return this;
    }

    /// <summary>Two cells: names and images of the containers of a pod template.</summary>
    internal Row Containers(JsonElement template)
    {
        var containers = template.Field("spec").Items("containers").ToList();
        return Text(string.Join(',', containers.Select(container => container.Text("name"))))
            .Text(string.Join(',', containers.Select(container => container.Text("image"))));
    }

    /// <summary>So many of so many: <c>1/2</c>.</summary>
    internal Row Part(long? part, long? whole) => Text(string.Create(CultureInfo.InvariantCulture, $"{part ?? 0}/{whole ?? 0}"));
}

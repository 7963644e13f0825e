using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Events;

/// <summary>Makes core/v1 Event objects in upstream's shape, and the patch that counts a repetition.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ and client-go's tools/record.</remarks>
public static class EventObject
{
    private const string ClusterNamespace = "default";
    private const int LongestName = 253;

    /// <summary>The key of an Event about an object, with a suffix that makes it unique: upstream's <c>web.17a5c9…</c>. Events about cluster-scoped objects live in <c>default</c>.</summary>
    public static ResourceKey KeyOf(EventFacts facts, string suffix)
    {
        var about = facts.About.Key;
        // The longest names leave no room for the suffix, which is what must stay.
        var name = about.Name[..Math.Min(about.Name.Length, LongestName - suffix.Length - 1)].TrimEnd('-', '.');
        return new(KindCatalogue.Event, about.Namespace.Length == 0 ? ClusterNamespace : about.Namespace, $"{name}.{suffix}");
    }

    /// <summary>The object as UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Create(ResourceKey key, EventFacts facts, DateTimeOffset now) => Create(key, facts, now, 1, now);

    /// <summary>The object as UTF-8 JSON, of something that has happened <paramref name="count"/> times since <paramref name="first"/>.</summary>
    public static ReadOnlyMemory<byte> Create(ResourceKey key, EventFacts facts, DateTimeOffset now, int count, DateTimeOffset first)
    {
        var about = facts.About;
        var involved = new JsonObject
        {
            ["apiVersion"] = about.Key.Kind.ApiVersion, ["kind"] = about.Key.Kind.Kind, ["name"] = about.Key.Name, ["uid"] = about.Metadata.Uid,
            ["resourceVersion"] = about.Revision.ToString(),
        };
        if (about.Key.Namespace.Length > 0)
            involved["namespace"] = about.Key.Namespace;
        if (facts.FieldPath.Length > 0)
            involved["fieldPath"] = facts.FieldPath;
        var source = new JsonObject { ["component"] = facts.Component };
        if (facts.Host.Length > 0)
            source["host"] = facts.Host;
        return CanonicalJson.Write(new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = key.Name, ["namespace"] = key.Namespace },
            ["involvedObject"] = involved, ["reason"] = facts.Reason, ["message"] = facts.Message, ["type"] = facts.Type, ["source"] = source,
            ["firstTimestamp"] = Text(first), ["lastTimestamp"] = Text(now), ["count"] = count,
            ["reportingComponent"] = facts.Component, ["reportingInstance"] = facts.Host,
        });
    }

    /// <summary>The merge patch of an Event that happened again.</summary>
    public static ReadOnlyMemory<byte> Repeat(int count, DateTimeOffset now) =>
        Encoding.UTF8.GetBytes($$"""{"count":{{count.ToString(CultureInfo.InvariantCulture)}},"lastTimestamp":"{{Text(now)}}"}""");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

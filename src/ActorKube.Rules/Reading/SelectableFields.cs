using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Reading;

/// <summary>Which fields of which kinds can be selected by, and what their text is.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/ and each resource's page of the API reference.</remarks>
internal static class SelectableFields
{
    private static readonly FrozenDictionary<ResourceKind, FrozenSet<string>> ByKind = new Dictionary<ResourceKind, string[]>
    {
        [KindCatalogue.Pod] =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP",
            "status.podIPs", "status.nominatedNodeName",
        ],
        [KindCatalogue.Event] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        [KindCatalogue.EventsEvent] =
        [
            "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion", "regarding.resourceVersion",
            "regarding.fieldPath", "reason", "reportingController", "type",
        ],
        [KindCatalogue.Node] = ["spec.unschedulable"],
        [KindCatalogue.Namespace] = ["status.phase"],
        [KindCatalogue.Secret] = ["type"],
        [KindCatalogue.Service] = ["spec.clusterIP", "spec.type"],
        [KindCatalogue.ReplicationController] = ["status.replicas"],
        [KindCatalogue.ReplicaSet] = ["status.replicas"],
        [KindCatalogue.Job] = ["status.successful"],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet());

    // What a field is called in the object, where the selector's name is another.
    private static readonly FrozenDictionary<(ResourceKind, string), string> Elsewhere = new Dictionary<(ResourceKind, string), string>
    {
        [(KindCatalogue.Job, "status.successful")] = "status.succeeded",
        [(KindCatalogue.Event, "source")] = "source.component",
    }.ToFrozenDictionary();

    // Numbers and truth values have a text even where the object leaves them out.
    private static readonly FrozenDictionary<string, string> WhenMissing = new Dictionary<string, string>
    {
        ["spec.unschedulable"] = "false", ["spec.hostNetwork"] = "false", ["status.replicas"] = "0", ["status.successful"] = "0",
    }.ToFrozenDictionary();

    internal static bool Has(ResourceKind kind, string field) =>
        field is "metadata.name" or "metadata.namespace" || (ByKind.TryGetValue(kind, out var fields) && fields.Contains(field));

    /// <summary>The text of a field of an object; empty if it is not set.</summary>
    internal static string Text(ResourceKind kind, ApiObject value, string field) => (kind == KindCatalogue.Pod, field) switch
    {
        (_, "metadata.name") => value.Key.Name,
        (_, "metadata.namespace") => value.Key.Namespace,
        (true, "spec.nodeName") => value.Pod.NodeName,
        (true, "spec.schedulerName") => value.Pod.SchedulerName,
        (true, "status.phase") => value.Pod.Phase,
        (true, "status.podIP" or "status.podIPs") => value.Pod.PodIP,
        (false, "source") when Read(value.Json.Span, "reportingComponent") is { Length: > 0 } reporting => reporting,
        _ => Read(value.Json.Span, Elsewhere.GetValueOrDefault((kind, field), field)) is { Length: > 0 } text ? text : WhenMissing.GetValueOrDefault(field, ""),
    };

    private static string Read(ReadOnlySpan<byte> json, string path)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        foreach (var part in path.Split('.'))
        {
            if (reader.TokenType != JsonTokenType.StartObject || !MoveTo(ref reader, Encoding.UTF8.GetBytes(part)))
                return "";
        }
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => "",
        };
    }

    // From the beginning of an object to the value of one of its fields.
    private static bool MoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
                return true;
            reader.Skip();
        }
        return false;
    }
}

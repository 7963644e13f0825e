using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Workloads;

/// <summary>
/// What tells the pod templates of a Deployment apart: a hash of the template in canonical form, in which the order of fields doesn't count. It is part of
/// the name of each ReplicaSet, and a label and selector of its pods.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template-hash-label. The letters are upstream's, without vowels.</remarks>
public static class PodTemplateHash
{
    /// <summary>Key of the label.</summary>
    public const string Label = "pod-template-hash";

    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The hash of a template; another <paramref name="collision"/> gives another hash of the same template.</summary>
    public static string Of(JsonObject template, int collision)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(Canonical(template)))
            hash = (hash ^ octet) * 16777619u;
        foreach (var octet in BitConverter.GetBytes(collision))
            hash = collision == 0 ? hash : (hash ^ octet) * 16777619u;
        return string.Concat(hash.ToString(CultureInfo.InvariantCulture).Select(digit => Letters[digit % Letters.Length]));
    }

    /// <summary>True if both templates are the same but for the hash label.</summary>
    public static bool AreSame(JsonObject left, JsonObject right) => Canonical(left) == Canonical(right);

    private static string Canonical(JsonObject template)
    {
        var copy = template.DeepClone().AsObject();
        if (copy.Object("metadata") is { } metadata)
        {
            if (metadata.Object("labels") is { } labels && labels.Remove(Label) && labels.Count == 0)
                metadata.Remove("labels");
            metadata.Remove("creationTimestamp");
        }
        return Encoding.UTF8.GetString(CanonicalJson.Write(Sorted(copy)!));
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Where(field => field.Value is not null).OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => new KeyValuePair<string, JsonNode?>(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}

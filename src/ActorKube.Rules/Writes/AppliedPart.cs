using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>What of an applied configuration counts for a part of an object: nobody can own by it what that part can't change.</summary>
internal static class AppliedPart
{
    private static readonly string[] Identity = ["name", "namespace", "uid", "resourceVersion"];

    /// <summary>The configuration of the object itself that says the same; <paramref name="sent"/> is used up.</summary>
    internal static JsonObject Of(JsonObject sent, ResourceKind kind, Subresource subresource)
    {
        sent["apiVersion"] = kind.ApiVersion;
        sent["kind"] = kind.Kind;
        if (subresource == Subresource.None)
        {
            if (kind.HasStatus)
                sent.Remove("status");
            return sent;
        }
        var part = new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind };
        foreach (var field in Identity)
            if (sent.Object("metadata")?[field] is not null)
                part.Part("metadata").CopyFrom(sent.Object("metadata"), field);
        if (subresource == Subresource.Status)
            part.CopyFrom(sent, "status");
        else
            TakeSpec(part, sent.Object("spec"), subresource);
        return part;
    }

    private static void TakeSpec(JsonObject part, JsonObject? spec, Subresource subresource)
    {
        foreach (var field in subresource switch
        {
            Subresource.Scale => ["replicas"],
            Subresource.EphemeralContainers => ["ephemeralContainers"],
            Subresource.Resize => ["containers", "initContainers"],
            _ => new[] { "finalizers" },
        })
        {
            if (spec?[field] is not null)
                part.Part("spec").CopyFrom(spec, field);
        }
        if (subresource != Subresource.Resize)
            return;
        foreach (var container in part.Object("spec").Array("containers").Objects().Concat(part.Object("spec").Array("initContainers").Objects()))
            foreach (var field in container.Select(entry => entry.Key).Where(field => field is not ("name" or "resources" or "resizePolicy")).ToList())
                container.Remove(field);
    }
}

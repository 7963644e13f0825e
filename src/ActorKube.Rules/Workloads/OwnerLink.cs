using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Workloads;

/// <summary>Entries of <c>metadata.ownerReferences</c>, and the patches that add and remove them.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/.</remarks>
internal static class OwnerLink
{
    /// <summary>The reference by which a controller manages an object.</summary>
    internal static JsonObject Controller(ApiObject owner) => new()
    {
        ["apiVersion"] = owner.Key.Kind.ApiVersion, ["kind"] = owner.Key.Kind.Kind, ["name"] = owner.Key.Name,
        ["uid"] = owner.Metadata.Uid, ["controller"] = true, ["blockOwnerDeletion"] = true,
    };

    /// <summary>Puts the object under that controller, if it is still the object that was seen.</summary>
    internal static Change.Patch Adopt(ApiObject item, ApiObject owner) => Rewrite(item, owners => owners.Append(Controller(owner)));

    /// <summary>Takes every owner of these uids away, if it is still the object that was seen.</summary>
    internal static Change.Patch Release(ApiObject item, params IEnumerable<string> ownerUids)
    {
        var gone = ownerUids.ToHashSet(StringComparer.Ordinal);
        return Rewrite(item, owners => owners.Where(owner => !gone.Contains(owner.Text("uid"))));
    }

    private static Change.Patch Rewrite(ApiObject item, Func<IEnumerable<JsonObject>, IEnumerable<JsonObject>> change)
    {
        var metadata = item.ToTree().Object("metadata");
        JsonNode[] owners = [.. change(metadata.Array("ownerReferences").Objects()).Select(owner => owner.DeepClone())];
        return new(item.Key, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = item.Metadata.Uid,
                ["resourceVersion"] = item.Revision.ToString(),
                ["ownerReferences"] = owners.Length == 0 ? null : new JsonArray(owners),
            },
        });
    }
}

using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Writes;

/// <summary>What a write may ask of the live object before it changes it.</summary>
internal static class Preconditions
{
    /// <summary>The refusal if the live object is another one than was meant.</summary>
    internal static Refusal? Uid(ApiObject live, string uid) => uid.Length == 0 || uid == live.Metadata.Uid
        ? null
        : Refusal.Conflict(live.Key, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {live.Metadata.Uid}");

    /// <summary>The refusal if the live object has changed since it was read, for an update.</summary>
    internal static Refusal? Revision(ApiObject live, string resourceVersion)
    {
        // Upstream: no resourceVersion, or "0", is an unconditional update.
        if (resourceVersion.Length == 0 || resourceVersion == "0")
            return null;
        if (!Model.Objects.Revision.TryParse(resourceVersion, out var revision))
        {
            return Refusal.Invalid(live.Key.Kind, live.Key.Name,
                [FieldFault.Invalid("metadata.resourceVersion", resourceVersion, "must be a whole number that the server gave")]);
        }
        return revision == live.Revision ? null : Refusal.Conflict(live.Key);
    }

    /// <summary>The refusal if the live object has changed since it was read, for a deletion.</summary>
    internal static Refusal? Revision(ApiObject live, Revision revision) => !revision.IsSome || revision == live.Revision
        ? null
        : Refusal.Conflict(live.Key,
            $"Precondition failed: ResourceVersion in precondition: {revision}, ResourceVersion in object meta: {live.Revision}");
}

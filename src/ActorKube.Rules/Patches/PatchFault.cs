using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Patches;

/// <summary>Why a patch can't be applied.</summary>
internal sealed record PatchFault(RefusalReason Reason, string Message)
{
    /// <summary>What upstream answers for a patch that is well formed but doesn't suit the object; it keeps the details to itself.</summary>
    internal static readonly PatchFault DoesNotApply = new(RefusalReason.Invalid, "the server rejected our request due to an error in our request");

    internal static PatchFault Malformed(string message) => new(RefusalReason.BadRequest, message);

    internal Refusal ToRefusal() => new(Reason, Message);
}

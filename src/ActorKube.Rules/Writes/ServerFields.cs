namespace ActorKube.Rules.Writes;

/// <summary>The fields of <c>metadata</c> that belong to the server.</summary>
internal static class ServerFields
{
    /// <summary>What a write can't set; an update takes it from the live object.</summary>
    internal static readonly string[] Kept = ["uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <summary>What a write can't set; <c>selfLink</c> is history and <c>managedFields</c> are not kept here.</summary>
    internal static readonly string[] NeverFromClients = [.. Kept, "resourceVersion", "selfLink", "managedFields"];
}

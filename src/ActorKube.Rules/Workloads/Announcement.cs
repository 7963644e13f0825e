using ActorKube.Model.Objects;

namespace ActorKube.Rules.Workloads;

/// <summary>
/// What to tell a user about a change once its outcome is known. In messages <c>{name}</c> stands for the changed object's name, which for
/// <c>generateName</c> only the store knows, and <c>{error}</c> for the refusal.
/// </summary>
/// <param name="About">The object that the Event is about.</param>
/// <param name="DoneReason">Reason if the change was made; empty for no Event.</param>
/// <param name="DoneMessage">Message if the change was made.</param>
/// <param name="FailedReason">Reason if it was refused; empty for no Event.</param>
/// <param name="FailedMessage">Message if it was refused.</param>
public sealed record Announcement(
    ApiObject About, string DoneReason, string DoneMessage, string FailedReason = "", string FailedMessage = "")
{
    /// <summary>The Event of a change that was made, or null.</summary>
    public Notice? Done(string name) =>
        DoneReason.Length == 0 ? null : new(About, Warning: false, DoneReason, Fill(DoneMessage, name, ""));

    /// <summary>The Event of a change that was refused, or null.</summary>
    public Notice? Failed(string name, string error) =>
        FailedReason.Length == 0 ? null : new(About, Warning: true, FailedReason, Fill(FailedMessage, name, error));

    private static string Fill(string message, string name, string error) =>
        message.Replace("{name}", name, StringComparison.Ordinal).Replace("{error}", error, StringComparison.Ordinal);
}

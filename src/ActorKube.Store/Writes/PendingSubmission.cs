using ActorKube.Protocol.Storage;
using Akka.Actor;

namespace ActorKube.Store.Writes;

/// <summary>A submission that waits.</summary>
/// <param name="Sender">Who gets the answer.</param>
/// <param name="Submission">The submission.</param>
/// <param name="Bytes">The bytes of its JSON.</param>
internal sealed record PendingSubmission(IActorRef Sender, SubmitWrites Submission, long Bytes);

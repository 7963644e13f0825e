using Akka.Actor;

namespace ActorKube.Node;

/// <summary>
/// Stops a child that fails, and says which. A parent that is the only one to stop its children otherwise needs no death watch for them, which costs half a kilobyte a child.
/// </summary>
/// <param name="failed">Called in the parent.</param>
internal sealed class StopAndReport(Action<IActorRef> failed) : OneForOneStrategy(static _ => Directive.Stop)
{
    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception)
    {
        failed(child);
        return Directive.Stop;
    }
}

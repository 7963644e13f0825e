using Akka.Actor;

namespace ActorKube.Node.Timing;

/// <summary>
/// A message that its actor gets when its time has come, as from a timer of Akka's with one key: setting it again replaces what was set. It costs a few dozen bytes, which
/// matters where a hundred thousand actors wait for something. Belongs to one actor.
/// </summary>
/// <param name="clock">The clock of the process.</param>
/// <param name="who">Who gets the message.</param>
/// <param name="message">The message.</param>
internal sealed class Alarm(AlarmClock clock, IActorRef who, object message)
{
    /// <summary>True from when it is set until it has rung or is cancelled.</summary>
    internal bool IsSet => Volatile.Read(ref Due) != AlarmClock.Never;

    /// <summary>When it rings, on its clock. The clock's.</summary>
    internal long Due = AlarmClock.Never;

    /// <summary>Rings once, after so much real time.</summary>
    internal void Set(TimeSpan after) => clock.Set(this, after);

    /// <summary>Doesn't ring any more; a message that is under way already still comes.</summary>
    internal void Cancel() => clock.Cancel(this);

    internal void Ring() => who.Tell(message, ActorRefs.NoSender);
}

namespace ActorKube.Rules.Pods;

/// <summary>How an action on a container went.</summary>
/// <param name="Result">Whether it did what it should.</param>
/// <param name="Message">What there is to say about it: the output of a command, or what a connection met.</param>
public sealed record ActionOutcome(ActionResult Result, string Message)
{
    /// <summary>It did.</summary>
    public static readonly ActionOutcome Success = new(ActionResult.Success, "");

    /// <summary>It didn't.</summary>
    public static ActionOutcome Failure(string message) => new(ActionResult.Failure, message);

    /// <summary>It couldn't be tried.</summary>
    public static ActionOutcome Error(string message) => new(ActionResult.Error, message);
}

/// <summary>Whether an action on a container did what it should.</summary>
public enum ActionResult
{
    /// <summary>It did.</summary>
    Success,

    /// <summary>It didn't.</summary>
    Failure,

    /// <summary>It couldn't be tried, which says nothing about the container.</summary>
    Error,
}

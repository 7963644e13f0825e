namespace ActorKube.Launching;

/// <summary>A node as a person sees it.</summary>
internal sealed record NodeState(string Name, string Status)
{
    internal bool IsReady => Status.Split(',')[0] == "Ready";
}

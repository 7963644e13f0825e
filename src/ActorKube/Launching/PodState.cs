namespace ActorKube.Launching;

/// <summary>A pod as a person sees it.</summary>
internal sealed record PodState(string Namespace, string Name, string Ready, string Status, string Restarts, string Node)
{
    internal bool IsRunningReady => Status == "Running" && Ready.Split('/') is [var ready, var all] && ready == all;
}

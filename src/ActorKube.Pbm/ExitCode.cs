namespace ActorKube.Pbm;

/// <summary>What the program says to the one that called it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Failed = 1;

    public const int Misused = 2;
}

namespace ActorKube.Launching;

/// <summary>When a process that died is started again: 1 s, doubling to 30 s, from the beginning after a minute of life; never after ten deaths in a row.</summary>
internal sealed record RestartBackoff(int DeathsInARow)
{
    internal const int MostDeathsInARow = 10;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ProvenAfter = TimeSpan.FromMinutes(1);

    internal static readonly RestartBackoff None = new(0);

    /// <summary>The state after one more death.</summary>
    internal RestartBackoff AfterDeath(TimeSpan lived) => new(lived >= ProvenAfter ? 1 : DeathsInARow + 1);

    /// <summary>How long to wait before the next start; null if there is to be none.</summary>
    internal TimeSpan? Delay => DeathsInARow > MostDeathsInARow
        ? null
        : TimeSpan.FromSeconds(Math.Min(First.TotalSeconds * Math.Pow(2, DeathsInARow - 1), Longest.TotalSeconds));
}

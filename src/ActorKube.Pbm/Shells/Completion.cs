namespace ActorKube.Pbm.Shells;

/// <summary>What may stand in place of the text from a position to the cursor.</summary>
/// <param name="Start">Where the replaced text begins.</param>
/// <param name="Candidates">What may stand there, in order.</param>
internal sealed record Completion(int Start, IReadOnlyList<string> Candidates);

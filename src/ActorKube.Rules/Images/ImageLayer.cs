namespace ActorKube.Rules.Images;

/// <summary>A layer of an image: what several images have in common is pulled once a node.</summary>
/// <param name="Id">What it is known by: two images share it if they name it alike. Empty for the layer that is the image's own.</param>
/// <param name="Bytes">Compressed size.</param>
public sealed record ImageLayer(string Id, long Bytes);

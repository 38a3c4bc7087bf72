using System.Globalization;
using System.Text;
using Iamd.Protocol.Errors;
using Iamd.Protocol.Wire;

namespace Iamd.Protocol.Query;

/// <summary>Reads shapes from the parameters of an AWS Query request.</summary>
/// <remarks>
/// Smithy, "AWS query protocol": <c>Tags.member.1.Key</c>. Elements count from 1 without gaps, in whatever order the parameters stand;
/// an empty list is <c>Tags=</c>. Parameters that no member has are ignored.
/// </remarks>
public sealed class QueryReader : IShapeReader
{
    private const string Member = "member.";

    private readonly QueryParameters _parameters;
    private readonly Stack<(int PrefixLength, int ListLength)> _entered = new();
    private char[] _prefix = new char[128];
    private int _prefixLength;
    private int _listLength;

    /// <summary>Reads a request to an operation of the service.</summary>
    public QueryReader(QueryParameters parameters, ServiceShape service)
    {
        _parameters = parameters;
        Failures = new ConstraintFailures(service.RejectedValues);
    }

    /// <inheritdoc/>
    public ConstraintFailures Failures { get; }

    /// <inheritdoc/>
    public AwsError? Malformed { get; private set; }

    /// <inheritdoc/>
    public string? Text(string member) => TryGet(member, out ReadOnlySpan<char> value) ? value.ToString() : null;

    /// <inheritdoc/>
    public int? Integer(string member)
    {
        if (!TryGet(member, out ReadOnlySpan<char> value))
            return null;
        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            return number;
        // The first is AWS's own sentence; for other text AWS gives none.
        Malformed ??= CommonErrors.MalformedInput(value.IsEmpty ? "missing value for decimal type" : $"The value at '{PathOf(member)}' is not an integer.");
        return null;
    }

    /// <inheritdoc/>
    public bool? Boolean(string member)
    {
        if (!TryGet(member, out ReadOnlySpan<char> value))
            return null;
        // The Python SDKs of old wrote True and False.
        if (value.Equals("true", StringComparison.OrdinalIgnoreCase))
            return true;
        if (value.Equals("false", StringComparison.OrdinalIgnoreCase))
            return false;
        Malformed ??= CommonErrors.MalformedInput($"The value at '{PathOf(member)}' is neither true nor false.");
        return null;
    }

    /// <inheritdoc/>
    public bool EnterStructure(string member)
    {
        int length = _prefixLength;
        Append(member);
        Append(".");
        int at = _parameters.FirstFrom(Prefix);
        if (at < _parameters.Count && _parameters.Name(at).StartsWith(Prefix))
        {
            _entered.Push((length, _listLength));
            return true;
        }
        _prefixLength = length;
        return false;
    }

    /// <inheritdoc/>
    public int? CountOf(string member)
    {
        int length = _prefixLength;
        Append(member);
        bool empty = _parameters.TryGet(Prefix, out ReadOnlySpan<char> value);
        if (empty && !value.IsEmpty)
            Malformed ??= CommonErrors.MalformedInput($"The parameter {Prefix} is a list; its elements are {Prefix}.member.1 and so on.");
        Append(".");
        Append(Member);
        int? count = CountElements();
        _prefixLength = length;
        return count ?? (empty ? 0 : null);
    }

    /// <inheritdoc/>
    public void EnterList(string member)
    {
        _entered.Push((_prefixLength, _listLength));
        Append(member);
        Append(".");
        Append(Member);
        _listLength = _prefixLength;
    }

    /// <inheritdoc/>
    public void MoveTo(int index)
    {
        _prefixLength = _listLength;
        EnsureRoom(11);
        (index + 1).TryFormat(_prefix.AsSpan(_prefixLength), out int digits, default, CultureInfo.InvariantCulture);
        _prefixLength += digits;
        Append(".");
    }

    /// <inheritdoc/>
    public string ElementText()
    {
        // Without the trailing dot. An element of structures where a string belongs reads as empty.
        if (_parameters.TryGet(_prefix.AsSpan(0, _prefixLength - 1), out ReadOnlySpan<char> value))
            return value.ToString();
        Malformed ??= CommonErrors.MalformedInput($"The parameter {Prefix[..^1]} has no value.");
        return "";
    }

    /// <inheritdoc/>
    public void Leave() =>
        (_prefixLength, _listLength) = _entered.Pop();

    /// <inheritdoc/>
    public string PathOf(string member)
    {
        // Tags.member.1.Key is tags.1.member.key in messages.
        StringBuilder path = new();
        foreach (Range range in Prefix.Split('.'))
        {
            ReadOnlySpan<char> part = Prefix[range];
            if (part.IsEmpty || part.SequenceEqual("member"))
                continue;
            AppendPart(path, part);
            path.Append(char.IsAsciiDigit(part[0]) ? ".member." : ".");
        }
        AppendPart(path, member);
        return path.ToString();

        static void AppendPart(StringBuilder path, ReadOnlySpan<char> part) =>
            path.Append(char.ToLowerInvariant(part[0])).Append(part[1..]);
    }

    private ReadOnlySpan<char> Prefix => _prefix.AsSpan(0, _prefixLength);

    private bool TryGet(string member, out ReadOnlySpan<char> value)
    {
        int length = _prefixLength;
        Append(member);
        bool found = _parameters.TryGet(Prefix, out value);
        _prefixLength = length;
        return found;
    }

    // The parameters under a list stand together, but 10 sorts before 2: note each index, then see that none is left out.
    private int? CountElements()
    {
        int first = _parameters.FirstFrom(Prefix);
        int last = first;
        int greatest = 0;
        if (first == _parameters.Count || !_parameters.Name(first).StartsWith(Prefix))
            return null;
        HashSet<int> indices = [];
        for (; last < _parameters.Count && _parameters.Name(last).StartsWith(Prefix); last++)
        {
            ReadOnlySpan<char> rest = _parameters.Name(last)[_prefixLength..];
            int dot = rest.IndexOf('.');
            ReadOnlySpan<char> digits = dot < 0 ? rest : rest[..dot];
            if (digits.IsEmpty || digits[0] == '0' || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                Malformed ??= CommonErrors.MalformedInput($"The parameter {_parameters.Name(last)} does not name an element of a list: elements count from 1.");
                return 0;
            }
            indices.Add(index);
            greatest = Math.Max(greatest, index);
        }
        if (indices.Count != greatest)
        {
            Malformed ??= CommonErrors.MalformedInput($"The list {Prefix[..^(Member.Length + 1)]} has gaps: elements count from 1 without gaps.");
            return 0;
        }
        return greatest;
    }

    private void Append(string text)
    {
        EnsureRoom(text.Length);
        text.CopyTo(_prefix.AsSpan(_prefixLength));
        _prefixLength += text.Length;
    }

    private void EnsureRoom(int more)
    {
        if (_prefixLength + more > _prefix.Length)
            Array.Resize(ref _prefix, _prefix.Length * 2);
    }
}

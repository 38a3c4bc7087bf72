using System.Globalization;

namespace Iamd.Protocol.Wire;

/// <summary>Reads members together with their constraints: the one place where these are checked.</summary>
/// <remarks>
/// The wording is AWS's own, as its services answer it. A required member that is missing reads as an empty value;
/// the failure that was noted keeps the request from being used.
/// </remarks>
public static class ShapeReading
{
    /// <summary>Reads a whole request.</summary>
    public static Result<TRequest> Read<TRequest>(IShapeReader reader)
        where TRequest : IRequestShape<TRequest>
    {
        TRequest request = TRequest.Read(reader);
        if ((reader.Malformed ?? reader.Failures.ToError()) is { } error)
            return error;
        return request;
    }

    /// <summary>Reads an optional string.</summary>
    public static string? String(this IShapeReader reader, string member, StringConstraint constraint)
    {
        string? value = reader.Text(member);
        if (value is null)
            return null;
        if (constraint.Sentence is not null && constraint.Pattern?.IsMatch(value) is false)
            reader.Failures.AddSentence(reader.PathOf(member), constraint.Sentence);
        else if (Unsatisfied(value, constraint, reader.Failures.PatternsFirst) is { } failures)
            foreach (string failure in failures)
                reader.Failures.Add(reader.PathOf(member), constraint.Sensitive ? null : value, failure);
        return value;
    }

    /// <summary>Reads a required string.</summary>
    public static string RequiredString(this IShapeReader reader, string member, StringConstraint constraint) =>
        reader.String(member, constraint) ?? Missing(reader, member, "");

    /// <summary>Reads an optional integer.</summary>
    public static int? Integer(this IShapeReader reader, string member, IntegerConstraint constraint)
    {
        int? value = reader.Integer(member);
        if (value < constraint.Min)
            Add($"Member must have value greater than or equal to {constraint.Min}");
        if (value > constraint.Max)
            Add($"Member must have value less than or equal to {constraint.Max}");
        return value;

        void Add(FormattableString failure) =>
            reader.Failures.Add(reader.PathOf(member), value.Value.ToString(CultureInfo.InvariantCulture), FormattableString.Invariant(failure));
    }

    /// <summary>Reads a required integer.</summary>
    public static int RequiredInteger(this IShapeReader reader, string member, IntegerConstraint constraint) =>
        reader.Integer(member, constraint) ?? Missing(reader, member, 0);

    /// <summary>Reads an optional structure.</summary>
    public static T? Structure<T>(this IShapeReader reader, string member, Func<IShapeReader, T> read)
        where T : class
    {
        if (!reader.EnterStructure(member))
            return null;
        T value = read(reader);
        reader.Leave();
        return value;
    }

    /// <summary>Reads a required structure. When it is missing, its own required members are not complained of.</summary>
    public static T RequiredStructure<T>(this IShapeReader reader, string member, Func<IShapeReader, T> read)
        where T : class =>
        reader.Structure(member, read) ?? Missing(reader, member, read(AbsentReader.Instance));

    /// <summary>Reads an optional list of structures; absent reads as empty.</summary>
    public static IReadOnlyList<T> Structures<T>(this IShapeReader reader, string member, ListConstraint constraint, Func<IShapeReader, T> read)
        where T : class
    {
        if (reader.CountOf(member) is not { } count)
            return [];
        // AWS complains of the list before it complains of its elements.
        CheckCount(reader, member, constraint, count, null);
        T[] values = new T[count];
        reader.EnterList(member);
        for (int i = 0; i < count; i++)
        {
            reader.MoveTo(i);
            values[i] = read(reader);
        }
        reader.Leave();
        return values;
    }

    /// <summary>Reads a required list of structures.</summary>
    public static IReadOnlyList<T> RequiredStructures<T>(this IShapeReader reader, string member, ListConstraint constraint, Func<IShapeReader, T> read)
        where T : class =>
        reader.CountOf(member) is null ? Missing<T[]>(reader, member, []) : reader.Structures(member, constraint, read);

    /// <summary>Reads an optional list of strings; absent reads as empty.</summary>
    public static IReadOnlyList<string> Strings(this IShapeReader reader, string member, ListConstraint constraint, StringConstraint element)
    {
        if (reader.CountOf(member) is not { } count)
            return [];
        string[] values = new string[count];
        bool satisfied = true;
        reader.EnterList(member);
        for (int i = 0; i < count; i++)
        {
            reader.MoveTo(i);
            values[i] = reader.ElementText();
            satisfied &= Unsatisfied(values[i], element, reader.Failures.PatternsFirst) is null;
        }
        reader.Leave();
        string? shown = element.Sensitive ? null : $"[{string.Join(", ", values)}]";
        CheckCount(reader, member, constraint, count, shown);
        if (!satisfied)
            reader.Failures.Add(reader.PathOf(member), shown, $"Member must satisfy constraint: [{string.Join(", ", Rules(element, constraint))}]");
        return values;
    }

    /// <summary>Reads a required list of strings.</summary>
    public static IReadOnlyList<string> RequiredStrings(this IShapeReader reader, string member, ListConstraint constraint, StringConstraint element) =>
        reader.CountOf(member) is null ? Missing<string[]>(reader, member, []) : reader.Strings(member, constraint, element);

    private static T Missing<T>(IShapeReader reader, string member, T stand)
    {
        reader.Failures.AddMissing(reader.PathOf(member));
        return stand;
    }

    private static void CheckCount(IShapeReader reader, string member, ListConstraint constraint, int count, string? shown)
    {
        if (count < constraint.Min)
            reader.Failures.Add(reader.PathOf(member), shown, LengthAtLeast(constraint.Min.Value));
        if (count > constraint.Max)
            reader.Failures.Add(reader.PathOf(member), shown, LengthAtMost(constraint.Max.Value));
    }

    // In the order of recorded answers: an empty tag key fails by its length first, an empty ARN of STS and a long bad session name by its pattern.
    private static List<string>? Unsatisfied(string value, StringConstraint constraint, bool patternsFirst)
    {
        List<string>? failures = null;
        int length = CodePoints(value);
        if (length < constraint.Min && !patternsFirst)
            (failures ??= []).Add(LengthAtLeast(constraint.Min.Value));
        if (constraint.Enum.Count > 0 && !constraint.Enum.Contains(value, StringComparer.Ordinal))
            (failures ??= []).Add(OneOf(constraint));
        if (constraint.Pattern?.IsMatch(value) is false)
            (failures ??= []).Add(Matching(constraint.Pattern));
        if (length < constraint.Min && patternsFirst)
            (failures ??= []).Add(LengthAtLeast(constraint.Min.Value));
        if (length > constraint.Max)
            (failures ??= []).Add(LengthAtMost(constraint.Max.Value));
        return failures;
    }

    private static int CodePoints(string value)
    {
        int length = value.Length;
        for (int i = 1; i < value.Length; i++)
        {
            if (char.IsSurrogatePair(value[i - 1], value[i]))
                length--;
        }
        return length;
    }

    // The order in which AWS lists the rules of a list's elements.
    private static IEnumerable<string> Rules(StringConstraint element, ListConstraint list)
    {
        if (element.Max is { } max)
            yield return LengthAtMost(max);
        if (element.Min is { } min)
            yield return LengthAtLeast(min);
        if (element.Enum.Count > 0)
            yield return OneOf(element);
        if (element.Pattern is { } pattern)
            yield return Matching(pattern);
        if (list.ElementsRequired)
            yield return "Member must not be null";
    }

    private static string LengthAtMost(int max) => string.Create(CultureInfo.InvariantCulture, $"Member must have length less than or equal to {max}");

    private static string LengthAtLeast(int min) => string.Create(CultureInfo.InvariantCulture, $"Member must have length greater than or equal to {min}");

    private static string Matching(MemberPattern pattern) => $"Member must satisfy regular expression pattern: {pattern.Text}";

    private static string OneOf(StringConstraint constraint) => $"Member must satisfy enum value set: [{string.Join(", ", constraint.Enum)}]";
}
